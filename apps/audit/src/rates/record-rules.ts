import { policyEventTypes } from '@huying/contracts';
import { inForce, type PolicyVersionAdopted } from '@huying/domain-directory';
import { toleranceOf, type RecordRules } from '@huying/domain-indicator';
import { decodeRecorded } from '@huying/event-store';
import type { Instant } from '@huying/kernel';
import type { AsOfPoint } from '../boards/as-of.js';
import { copiedEvent, type Ask, type CopiedRow } from '../case-lookup/case-events.js';
import { isKnown } from '../case-lookup/knowledge-horizon.js';
import { happenedBy } from '../questions/happened-by.js';

/** How late a record may come and still count as in time, by the policy in force for an area at `at`, as far as was known. */
export async function recordRulesAt(ask: Ask, point: AsOfPoint, at: Instant): Promise<(area: string) => RecordRules> {
  const rows = await ask<CopiedRow>(
    `SELECT source, position, stream, stream_version, type, casekey, "time", recordedat, body FROM audit_log.event
      WHERE casekey IS NULL AND type = $1 ORDER BY position`,
    [policyEventTypes.PolicyVersionAdopted.type],
  );
  const known = happenedBy(rows.map(copiedEvent).filter(isKnown(point.positions)), point.occurredBy);
  const adoptions = known.map(({ recorded }) => decodeRecorded<PolicyVersionAdopted>(recorded).data);
  return (area) => {
    const policy = inForce(adoptions, area, at);
    return { ...toleranceOf(policy?.policy), policyVersion: policy?.version ?? null };
  };
}
