import type { Origin } from '@huying/event-store';
import { anAuditor } from './audit-query.decider.js';

/** The origin of an auditor's question as the log may tell it: his unit, role and area, and nothing that tells him from the others. */
export function asAnAuditor({ command, actor, correlationId, seen, condition }: Origin): Origin {
  return {
    command,
    actor: { ...actor, person: anAuditor },
    correlationId,
    ...(seen === undefined ? {} : { seen }),
    ...(condition === undefined ? {} : { condition }),
  };
}
