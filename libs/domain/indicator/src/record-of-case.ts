import type { CaseEvidence } from './case-evidence.js';
import type { CaseRecord } from './case-record.js';
import type { OrderEvidence } from './order-evidence.js';

/** A case as the figures see it, from the evidence of both its streams; dispatch may not have heard of it yet. */
export function recordOfCase(
  { case: caseId, contact }: Pick<CaseRecord, 'case' | 'contact'>,
  intake: CaseEvidence,
  dispatch: OrderEvidence | undefined,
): CaseRecord {
  const withdrawn = dispatch?.withdrawn ?? intake.withdrawn;
  const { contactLimit, mainLimit } = dispatch ?? { contactLimit: null, mainLimit: null };
  return {
    case: caseId,
    contact,
    dispatches: dispatch?.dispatches ?? [],
    contacts: dispatch?.contacts ?? [],
    completions: dispatch?.completions ?? [],
    callbacks: intake.callbacks,
    ratings: intake.ratings,
    ...(withdrawn === null ? {} : { exit: { how: 'withdrawn', mark: withdrawn } }),
    ...(contactLimit === null ? {} : { contactLimit }),
    ...(mainLimit === null ? {} : { mainLimit }),
  };
}
