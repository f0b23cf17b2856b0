import type { EventEnvelope, ServiceName } from '@huying/contracts';
import type { RecordedEvent } from '@huying/event-store';
import type { Delivery } from './event-bus.js';
import { ConsumerHalt } from './fault.js';

/** Parses a recorded event. Bytes that are no JSON object mean a damaged log: the consumer must not step over them. */
export function toDelivery(source: ServiceName, recorded: RecordedEvent): Delivery {
  const envelope = parsed(source, recorded);
  if (typeof envelope !== 'object' || envelope === null || Array.isArray(envelope))
    throw new ConsumerHalt(`${source}:${String(recorded.position)} is no JSON object`);
  return { source, recorded, envelope: envelope as EventEnvelope };
}

function parsed(source: ServiceName, recorded: RecordedEvent): unknown {
  try {
    return JSON.parse(recorded.body.toString('utf8'));
  } catch (error) {
    throw new ConsumerHalt(`${source}:${String(recorded.position)} is not readable as JSON`, { cause: error });
  }
}

/** The event in another log that caused this one, if one did. */
export function causeOf({ envelope }: Delivery): { readonly source: string; readonly position: number } | undefined {
  if (envelope.causesource === undefined || envelope.causeposition === undefined) return undefined;
  return { source: envelope.causesource.slice(envelope.causesource.lastIndexOf('/') + 1), position: Number(envelope.causeposition) };
}
