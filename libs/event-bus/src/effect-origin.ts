import { createHash } from 'node:crypto';
import { sourceOf } from '@huying/contracts';
import type { Origin } from '@huying/event-store';
import { activeTraceparent } from '@huying/platform';
import type { Actor } from '@huying/kernel';
import type { Delivery, DeliveryContext } from './event-bus.js';

/**
 * The origin of an append that an event causes: its derived command id, the event as its cause, and what the cause was decided by.
 * The digest is the event's own bytes', so that a repeat is recognised as the same command.
 */
export function originOfEffect({ source, recorded, envelope }: Delivery, context: DeliveryContext, actor: Actor, ordinal = 0): Origin {
  const { correlationid, policyversion, calendarversion } = envelope;
  const traceparent = activeTraceparent() ?? envelope.traceparent;
  return {
    command: { id: context.commandId(ordinal), digest: createHash('sha256').update(recorded.body).digest('hex') },
    actor,
    correlationId: correlationid,
    cause: { source: sourceOf(source), position: recorded.position },
    seen: `${source}:${String(recorded.position)}`,
    ...(policyversion === undefined ? {} : { policyVersion: policyversion }),
    ...(calendarversion === undefined ? {} : { calendarVersion: calendarversion }),
    ...(traceparent === undefined ? {} : { traceparent }),
  };
}
