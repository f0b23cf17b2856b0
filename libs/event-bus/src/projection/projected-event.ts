import type { Fact } from '@huying/kernel';
import type { Delivery } from '../event-bus.js';
import type { ProjectedEvent } from './projection.js';

/** An event as folds see it: the fact under its own name, with its times, its actor and its place. */
export function toProjectedEvent<F extends Fact>({ source, recorded, envelope }: Delivery, name: F['type']): ProjectedEvent<F> {
  const event = {
    type: name,
    data: envelope.data,
    time: envelope.time,
    recordedAt: envelope.recordedat,
    actor: envelope.actor,
    ...(envelope.role === undefined ? {} : { role: envelope.role }),
    ...(envelope.unit === undefined ? {} : { unit: envelope.unit }),
    streamVersion: recorded.version,
    source,
    position: recorded.position,
    stream: recorded.stream,
    caseKey: envelope.casekey,
    cycle: envelope.cycle === undefined ? undefined : Number(envelope.cycle),
    area: envelope.area,
    id: envelope.id,
  };
  // The registry ties the type to its data's shape, which the schema check at the append has held it to.
  return event as unknown as ProjectedEvent<F>;
}
