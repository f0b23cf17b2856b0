import type { Delivery } from '@huying/event-bus';
import { epochOf, type Instant } from '@huying/kernel';

/** What had happened by a moment, in the order of the logs: facts that reached the system late stand where they were recorded. */
export function happenedBy(events: readonly Delivery[], occurredBy: Instant): readonly Delivery[] {
  const moment = epochOf(occurredBy);
  return events.filter(({ recorded }) => recorded.time <= moment);
}
