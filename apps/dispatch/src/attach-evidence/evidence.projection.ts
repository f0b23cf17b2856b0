import { orderEventTypes } from '@huying/contracts';
import type { EvidenceAttached } from '@huying/domain-order';
import { defineProjection } from '@huying/event-bus';

export interface EvidenceUseRow {
  readonly contentKey: string;
  readonly caseId: string;
}

/** Which case used which content, to find one photo used twice (guard `evidence.unique`). */
export const evidenceUses = defineProjection<EvidenceAttached, EvidenceUseRow>({
  name: 'evidence_uses_v1',
  types: { EvidenceAttached: orderEventTypes.EvidenceAttached },
  columns: { contentKey: 'text', caseId: 'text' },
  indexes: [['contentKey']],
  key: ({ data, caseKey, stream }) => `${data.contentKey}:${caseKey ?? stream}`,
  on: {
    EvidenceAttached: ({ data, caseKey, stream }) => ({ contentKey: data.contentKey, caseId: caseKey ?? stream }),
  },
});
