import { createHash } from 'node:crypto';
import type { HistoryEntry } from '@huying/contracts';
import { causeOf, type Delivery } from '@huying/event-bus';
import { eventName } from '../case-folds/names.js';

/** An event for an auditor: everything that is recorded, but sealed parts by name only. */
export function historyEntry(event: Delivery): HistoryEntry {
  const { sealed, breaches, ...data } = event.envelope.data as Readonly<Record<string, unknown>> & Delivery['envelope']['data'];
  return {
    ...eventHeader(event),
    data: breaches === undefined ? data : { ...data, breaches },
    sealed: (sealed ?? []).map(({ part }) => part),
    digest: createHash('sha256').update(event.recorded.body).digest('hex'),
  };
}

/** Where, when, by whom and why, without what. */
export function eventHeader(event: Delivery): Omit<HistoryEntry, 'data' | 'sealed' | 'digest'> {
  const { source, recorded, envelope } = event;
  return {
    source,
    position: recorded.position,
    stream: recorded.stream,
    streamVersion: recorded.version,
    id: envelope.id,
    type: recorded.type,
    name: eventName(recorded.type),
    occurredAt: envelope.time,
    recordedAt: envelope.recordedat,
    actor: {
      person: envelope.actor,
      role: envelope.role ?? null,
      unit: envelope.unit ?? null,
      onBehalfOf: envelope.onbehalfof ?? null,
    },
    cause: causeOf(event) ?? null,
    policyVersion: envelope.policyversion ?? null,
    calendarVersion: envelope.calendarversion ?? null,
  };
}
