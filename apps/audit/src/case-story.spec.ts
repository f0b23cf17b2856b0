import { caseEventTypes, foreignEventTypes, orderEventTypes, sourceOf, type EventType } from '@huying/contracts';
import type { Delivery } from '@huying/event-bus';
import { toNewEvent, type NewEvent } from '@huying/event-store';
import { epochOf, shanghai, type Role } from '@huying/kernel';
import { derivedId } from '@huying/platform';

/** One thing that happened, as a spec tells it. */
export interface Told {
  readonly service: 'intake' | 'dispatch' | 'volunteers';
  readonly stream: string;
  readonly type: EventType;
  readonly at: string;
  readonly data: object;
  readonly person: string;
  readonly role?: Role;
  readonly unit?: string;
  readonly cause?: { readonly source: 'intake' | 'dispatch'; readonly position: number };
  /** Absent for events of no case. */
  readonly caseKey?: string;
  /** What the decider had read of other logs: `intake:120`. */
  readonly seen?: string;
  /** When the log took it, where a spec says so. */
  readonly recordedAt?: string;
}

export const lampCase = '019b0000-0000-7000-8000-000000000001';
export const area = '430304900900';
const place = { grid: 'G1', building: 'B3' };
const matter = {
  area,
  type: 'REPAIR',
  service: 'corridor-lamp',
  priority: 'normal',
  place,
  contact: 'phone',
  complainant: 'resident-1',
  keyHolder: 'resident-1',
};
const onDay = (day: number, time: string): string => `2026-06-${String(day).padStart(2, '0')}T${time}:00.000+08:00`;
const intake = (caseId: string) => ({ service: 'intake', stream: `case-${caseId}`, caseKey: caseId }) as const;
const dispatch = (caseId: string) => ({ service: 'dispatch', stream: `order-${caseId}`, caseKey: caseId }) as const;
const due = (timer: string, start: string, at: string) => ({
  timer,
  start,
  due: at,
  provisional: false,
  priority: 'normal',
  policy: 'v0',
  calendar: 'v1',
});
const handler = { unit: 'property-1', person: 'steward-1' };

/** A corridor lamp in the words of both services: registered on the 15th, dispatched, signed, done, called back, closed on the 18th. */
export function lampStory(caseId = lampCase): readonly Told[] {
  const [a, b] = [intake(caseId), dispatch(caseId)];
  const clerk = { person: 'clerk-1', role: 'ACC', unit: 'station-1' } as const;
  const dispatcher = { person: 'dispatcher-1', role: 'DIS', unit: 'community' } as const;
  const steward = { ...handler, role: 'HAN' } as const;
  return [
    {
      ...a,
      ...clerk,
      at: onDay(15, '09:00'),
      type: caseEventTypes.CaseRegistered,
      data: { ...matter, menu: 'm1', channel: 'phone', sealed: [{ part: 'words' }, { part: 'contact' }] },
    },
    {
      ...a,
      ...clerk,
      at: onDay(15, '09:00'),
      type: caseEventTypes.FirstContactAssigned,
      data: { person: 'clerk-1', unit: 'station-1', basis: 'asked' },
    },
    {
      ...a,
      ...clerk,
      at: onDay(15, '10:00'),
      type: caseEventTypes.CaseAccepted,
      data: { ...matter, handover: 1, cycle: 1, duplicates: [] },
    },
    {
      ...b,
      person: 'system:dispatch',
      role: 'SYS',
      at: onDay(15, '10:00'),
      type: orderEventTypes.HandoverTaken,
      data: { ...matter, handover: 1, cycle: 1 },
      cause: { source: 'intake', position: 3 },
    },
    {
      ...b,
      ...dispatcher,
      at: onDay(15, '11:00'),
      type: orderEventTypes.CaseDispatched,
      data: { dispatch: 1, ...handler, volunteer: false, item: 'lamp', priority: 'normal' },
    },
    {
      ...b,
      ...dispatcher,
      at: onDay(15, '11:00'),
      type: orderEventTypes.DeadlineSet,
      data: { ...due('TM08', onDay(15, '15:00'), onDay(23, '24:00').replace('23T24', '24T00')), basis: 'dispatch' },
    },
    { ...b, ...steward, at: onDay(15, '14:00'), type: orderEventTypes.CaseSigned, data: handler },
    { ...b, ...steward, at: onDay(16, '09:00'), type: orderEventTypes.ResidentContacted, data: { via: 'phone', effective: true } },
    {
      ...b,
      ...steward,
      at: onDay(17, '16:00'),
      type: orderEventTypes.CompletionReported,
      data: { ...handler, contact: 'contacted', evidence: [] },
    },
    {
      ...b,
      person: 'reviewer-1',
      role: 'REV',
      unit: 'community',
      at: onDay(17, '17:00'),
      type: orderEventTypes.CompletionAccepted,
      data: { handover: 2, handler },
    },
    {
      ...a,
      person: 'system:intake',
      role: 'SYS',
      at: onDay(17, '17:00'),
      type: caseEventTypes.HandoverTaken,
      data: { handover: 2, outcome: 'completed', handler },
      cause: { source: 'dispatch', position: 7 },
    },
    {
      ...a,
      person: 'caller-1',
      role: 'CBK',
      unit: 'street',
      at: onDay(18, '10:00'),
      type: caseEventTypes.CallbackCompleted,
      data: { answer: 'resolved', contacted: true },
    },
    {
      ...a,
      person: 'caller-1',
      role: 'CBK',
      unit: 'street',
      at: onDay(18, '10:05'),
      type: caseEventTypes.CaseClosed,
      data: { reason: 'answered' },
    },
  ];
}

export const permitCase = derivedId('foreign', 'permits', 'case-1');

/** An imported permit: three rows of a desk's history, and one that tells its row again. */
export function permitStory(
  number = 'case-1',
  caseId = permitCase,
  system = 'permits',
  about: { readonly closedAt?: string } = {},
): readonly Told[] {
  const row = (
    n: number,
    at: string,
    activity: string,
    resource: string,
    type: EventType = foreignEventTypes.ForeignActivityRecorded,
  ): Told => ({
    service: 'intake',
    stream: `foreign-${caseId}`,
    caseKey: caseId,
    person: 'importer-1',
    role: 'SYS',
    type,
    at,
    data: {
      system,
      case: number,
      row: `task-${String(n)}`,
      digest: String(n).repeat(64),
      kind: 'activity',
      activity,
      transition: 'complete',
      resource,
      group: 'Group 1',
      about: {
        channel: 'Internet',
        department: 'General',
        openedAt: '2011-10-11T13:42:22.000+02:00',
        plannedEnd: '2011-12-06T13:41:31.000+01:00',
        ...about,
      },
      provenance: { format: 'xes-csv', file: 'f'.repeat(64), locator: `line ${String(n)}`, timeText: at, bytes: 10, kept: 'text' },
      ...(type === foreignEventTypes.ForeignActivityCorrected ? { corrects: { digest: '3'.repeat(64) } } : {}),
    },
  });
  return [
    row(1, '2011-10-11T13:45:40.276+02:00', 'Confirmation of receipt', 'Resource21'),
    row(2, '2011-10-12T08:26:25.398+02:00', 'T02 Check confirmation of receipt', 'Resource10'),
    row(3, '2011-11-24T15:36:51.302+01:00', 'T10 Determine necessity to stop indication', 'Resource21'),
    row(
      3,
      '2011-11-25T15:36:51.302+01:00',
      'T10 Determine necessity to stop indication',
      'Resource21',
      foreignEventTypes.ForeignActivityCorrected,
    ),
  ];
}

/** What was told as an event that a store can take. */
export function toRecord(told: Told, version: number): NewEvent {
  const { service, stream, type, at, data, person, role, unit, cause, caseKey, seen } = told;
  return toNewEvent(
    service,
    { id: derivedId(stream, String(version)), type, stream, version, time: at, caseKey, cycle: 1, area, data, sealed: [] },
    {
      command: { id: derivedId('command', stream, String(version)), digest: '0'.repeat(64) },
      actor: { person, role: role ?? 'SYS', ...(unit === undefined ? {} : { unit }) },
      correlationId: 'spec',
      ...(seen === undefined ? {} : { seen }),
      ...(cause === undefined ? {} : { cause: { source: sourceOf(cause.source), position: cause.position } }),
    },
  );
}

/** What was told as the events that audit reads back, each service's log numbered from 1. */
export function asDeliveries(story: readonly Told[]): readonly Delivery[] {
  const positions = new Map<string, number>();
  const versions = new Map<string, number>();
  const next = (counts: Map<string, number>, name: string): number => {
    const count = (counts.get(name) ?? 0) + 1;
    counts.set(name, count);
    return count;
  };
  return story.map((told) => {
    const position = next(positions, told.service);
    const version = next(versions, told.stream);
    const recordedAt = shanghai(epochOf(told.recordedAt ?? told.at));
    const written = toRecord(told, version).body.toString();
    const body = Buffer.from(`{"position":"${String(position)}","recordedat":"${recordedAt}",${written.slice(1)}`);
    return {
      source: told.service,
      recorded: {
        position,
        stream: told.stream,
        version,
        type: told.type.type,
        caseKey: told.caseKey,
        time: epochOf(told.at),
        recordedAt: epochOf(recordedAt),
        body,
      },
      envelope: JSON.parse(body.toString()) as Delivery['envelope'],
    };
  });
}
