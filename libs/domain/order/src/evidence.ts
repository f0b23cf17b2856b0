import type { CaseType } from '@huying/domain-case';

/** Kinds of evidence (SCENARIO §4). */
export const evidenceKinds = ['photo-before', 'photo-after', 'photo-site', 'cost-source', 'sign', 'visit-record'] as const;
export type EvidenceKind = (typeof evidenceKinds)[number];

/** Closing evidence per type (RULES §1.5). The result of T19 itself is the finding of a complaint and the answer of a consultation. */
const closingEvidence: Readonly<Record<CaseType, readonly EvidenceKind[]>> = {
  REPAIR: ['photo-before', 'photo-after', 'cost-source', 'sign'],
  ENVIRONMENT: ['photo-before', 'photo-after'],
  // The signed agreement. An oral agreement and a termination notice come with the mediation's own sub-machine (RULES §5).
  MEDIATION: ['sign'],
  HOMECERT: ['visit-record'],
  CONSULT: [],
  COMPLAINT: ['visit-record'],
  EMERGENCY: ['visit-record'],
};

/** The kinds that a completion of this type still lacks. */
export function missingEvidence(type: CaseType, attached: Iterable<EvidenceKind>): readonly EvidenceKind[] {
  const present = new Set(attached);
  return closingEvidence[type].filter((kind) => !present.has(kind));
}
