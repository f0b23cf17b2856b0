import type { Instant } from '@huying/kernel';

/**
 * On what basis personal data are erased. `resident-request`: the person asks for it (PI §47(3)). `emergency-over`: what was collected
 * for an emergency only (ER §85). `unlawful-collection`: it should never have been collected (PI §47(4)). `retention-over`: nobody asks;
 * two years have passed since the last of his cases closed (RULES §6).
 */
export const erasureBases = ['resident-request', 'emergency-over', 'unlawful-collection', 'retention-over'] as const;
export type ErasureBasis = (typeof erasureBases)[number];

/**
 * Why an erasure is refused by a person (a hold refuses by itself). `IDENTITY_UNCLEAR`: it is not certain who asks. `RETENTION_REQUIRED`:
 * a law has the data kept (PI §47). `MISTAKEN`: asked for in error, or about somebody else.
 */
export const rejectionReasons = ['IDENTITY_UNCLEAR', 'RETENTION_REQUIRED', 'MISTAKEN'] as const;
export type RejectionReason = (typeof rejectionReasons)[number];

/** Why data must be kept for now. Codes only: an inquiry's own words must neither be erased with the person nor warn the audited. */
export const holdGrounds = ['inquiry', 'litigation', 'appeal', 'supervision'] as const;
export type HoldGround = (typeof holdGrounds)[number];

/** Where a person is known beside his cases: as an officer, in a post or no longer in it, or as a volunteer. */
export interface Standing {
  readonly area: string;
  readonly inPost: boolean;
}

/** A case whose personal parts are sealed under the person's key, as intake knows it. */
export interface CaseOfPerson {
  readonly caseId: string;
  readonly area: string;
  readonly open: boolean;
  /** When it closed; of an open one, when it last moved. */
  readonly since: Instant;
}
