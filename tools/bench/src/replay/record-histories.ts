import { createHash, randomBytes } from 'node:crypto';
import { caseEventTypes, orderEventTypes, type EventType, type SealedPart } from '@huying/contracts';
import { toNewEvent, type Append, type EventStore, type NewEvent } from '@huying/event-store';
import { epochOf, shanghai } from '@huying/kernel';
import { derivedId, newId } from '@huying/platform';
import { caseIdOf, historyOf, type Step } from './case-histories.js';

/** Cases whose events are under way at once. */
const together = 400;
const opened = epochOf('2026-06-18T09:00:00.000+08:00');

/** Records `cases` lives step by step, many at a time, so that the log mixes them as a community's days do. Answers how many events. */
export async function recordHistories(store: EventStore, cases: number): Promise<number> {
  let events = 0;
  for (let from = 0; from < cases; from += together) {
    const group = Array.from({ length: Math.min(together, cases - from) }, (_, index) => new CaseInProgress(from + index));
    while (group.some((one) => !one.done)) {
      const appends = group.flatMap((one) => one.next() ?? []);
      const results = await Promise.all(appends.map((append) => store.append(append)));
      if (results.some((result) => result.kind !== 'appended')) throw new Error('a generated history was not accepted');
      events += appends.length;
    }
  }
  return events;
}

/** Hands out the events of one case in order. */
class CaseInProgress {
  private readonly steps: readonly Step[];
  private at = 0;
  private readonly versions = { case: 0, order: 0 };

  constructor(private readonly n: number) {
    this.steps = historyOf(n);
  }

  get done(): boolean {
    return this.at === this.steps.length;
  }

  next(): Append | undefined {
    const step = this.steps[this.at];
    if (step === undefined) return undefined;
    this.at += 1;
    const caseId = caseIdOf(this.n);
    const stream = `${step.side}-${caseId}`;
    const expected = this.versions[step.side];
    this.versions[step.side] += 1;
    const id = derivedId('bench command', stream, String(expected));
    const digest = createHash('sha256').update(id).digest('hex');
    return {
      stream,
      expected,
      command: { id, digest },
      events: [eventOf(step, { n: this.n, caseId, stream, version: expected + 1, id, digest })],
    };
  }
}

/** Where an event of the n-th case stands, and under which command it is recorded. */
export interface EventPlace {
  readonly n: number;
  readonly caseId: string;
  readonly stream: string;
  readonly version: number;
  readonly id: string;
  readonly digest: string;
}

/** A step as the event that its service would record. */
export function eventOf(step: Step, place: EventPlace): NewEvent {
  const types: Readonly<Record<string, EventType | undefined>> = step.side === 'case' ? caseEventTypes : orderEventTypes;
  const type = types[step.fact.type];
  if (type === undefined) throw new Error(`${step.fact.type} is no event type of contracts`);
  const { n, caseId, stream, version, id, digest } = place;
  return toNewEvent(
    step.side === 'case' ? 'intake' : 'dispatch',
    {
      id: newId(),
      type,
      stream,
      version,
      time: shanghai(opened + (n * 7 + step.minutes) * 60_000),
      caseKey: caseId,
      cycle: 1,
      area: '430304900900',
      data: step.fact.data,
      sealed: step.sealedBytes === 0 ? [] : [sealed(step.sealedBytes)],
    },
    {
      command: { id, digest },
      actor: { person: `staff-${n % 12}`, role: step.side === 'case' ? 'ACC' : 'HAN', unit: 'U-COM' },
      correlationId: derivedId('bench correlation', caseId),
      channel: 'phone',
      policyVersion: 'v0',
      calendarVersion: '2026-1',
    },
  );
}

/** Bytes as random as ciphertext is. */
function sealed(bytes: number): SealedPart {
  const base64 = (length: number): string => randomBytes(length).toString('base64');
  return { part: 'words', alg: 'A256GCM-HKDF-SHA256', kid: newId(), salt: base64(32), kc: base64(32), ct: base64(bytes) };
}
