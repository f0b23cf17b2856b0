import { sourceOf, type EventType, type SealedPart, type ServiceName } from '@huying/contracts';
import { epochOf, shanghai, type Instant } from '@huying/kernel';
import { bodyBytesMax, type NewEvent } from '../event-store.js';
import type { Origin } from '../runner-contract.js';

/** One fact, ready to become bytes. */
export interface FactToRecord {
  readonly id: string;
  readonly type: EventType;
  readonly stream: string;
  readonly version: number;
  readonly time: Instant;
  readonly caseKey: string | undefined;
  readonly cycle: number | undefined;
  readonly area: string | undefined;
  readonly data: object;
  readonly sealed: readonly SealedPart[];
}

/** The address under which a type's JSON Schema is published; an identifier, not a place on some host. */
export const dataSchemaOf = (type: EventType): string => `urn:huying:schema:${type.context}:${type.name}:v${type.version}`;

/**
 * Serialises a fact, once and for ever (DESIGN §1, invariant 1): fixed order of attributes, each a string, absent ones left out.
 * `position` and `recordedat` are spliced in front by the store.
 */
export function toNewEvent(service: ServiceName, fact: FactToRecord, origin: Origin): NewEvent {
  const { type, sealed } = fact;
  const { actor, cause } = origin;
  const time = canonical(fact.time);
  const envelope = {
    specversion: '1.0',
    id: fact.id,
    source: sourceOf(service),
    type: type.type,
    subject: fact.stream,
    time,
    datacontenttype: 'application/json',
    dataschema: dataSchemaOf(type),
    streamversion: String(fact.version),
    casekey: fact.caseKey,
    cycle: fact.cycle?.toString(),
    area: fact.area,
    actor: actor.person,
    role: actor.role,
    unit: actor.unit,
    onbehalfof: actor.onBehalfOf,
    channel: origin.channel,
    device: origin.device,
    commandid: origin.command.id,
    correlationid: origin.correlationId,
    causesource: cause?.source,
    causeposition: cause?.position.toString(),
    seen: origin.seen,
    policyversion: origin.policyVersion,
    calendarversion: origin.calendarVersion,
    traceparent: origin.traceparent,
    data: sealed.length === 0 ? fact.data : { ...fact.data, sealed },
  };
  const body = Buffer.from(JSON.stringify(envelope));
  if (body.length > bodyBytesMax) {
    throw new RangeError(`a ${type.name} of ${body.length} bytes exceeds ${bodyBytesMax}: keep its large parts by digest`);
  }
  return {
    type: type.type,
    time: epochOf(time),
    body,
    ...(fact.caseKey === undefined ? {} : { caseKey: fact.caseKey }),
    ...(cause === undefined ? {} : { cause }),
  };
}

const canonicalForm = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}[+-]\d\d:\d\d$/;

/** Milliseconds and offset, as the log writes moments; another source's offset is kept, what is written otherwise is put in Shanghai's. */
export function canonical(time: Instant): Instant {
  return canonicalForm.test(time) ? time : shanghai(epochOf(time));
}
