import { createHash } from 'node:crypto';
import { sourceOf } from '@huying/contracts';
import { TransientFault, type Delivery, type DeliveryContext } from '@huying/event-bus';
import type { Origin, Outcome } from '@huying/event-store';
import { activeTraceparent } from '@huying/platform';

/** The origin of a command that an event causes: its id derives from the event, so that a repeat changes nothing (DESIGN §5). */
export function effectOrigin({ source, recorded, envelope }: Delivery, context: DeliveryContext): Origin {
  const id = context.commandId(0);
  const traceparent = activeTraceparent() ?? envelope.traceparent;
  return {
    command: { id, digest: createHash('sha256').update(id).digest('hex') },
    actor: { person: 'system:intake', role: 'SYS' },
    correlationId: envelope.correlationid,
    cause: { source: sourceOf(source), position: recorded.position },
    ...(traceparent === undefined ? {} : { traceparent }),
  };
}

/** An effect that must come about: contention passes, a refusal is poison, to be parked with its case and looked at. */
export function mustHappen(outcome: Outcome<string>): void {
  if (outcome.kind === 'contended') throw new TransientFault('the case kept moving');
  if (outcome.kind === 'mismatch') throw new Error('the effect’s command id was used for something else');
  if (outcome.kind === 'changed') throw new Error('the case was to be changed under a condition, which no effect has');
  if (outcome.kind === 'refused') throw new Error(`the case refuses what its order says: ${outcome.refusal.code}`);
}
