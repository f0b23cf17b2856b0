import type { Command } from '@huying/kernel';
import type { CaseOfPerson, ErasureBasis, HoldGround, RejectionReason, Standing } from './resident-vocabulary.js';

/** Outside facts, of the moment: whoever decides must be in charge wherever the person is known. */
interface WhereKnown {
  readonly cases: readonly CaseOfPerson[];
  readonly standings: readonly Standing[];
}

export type PlaceLegalHold = Command<
  'PlaceLegalHold',
  WhereKnown & {
    readonly hold: string;
    readonly person: string;
    readonly caseId?: string;
    readonly ground: HoldGround;
    readonly reference?: string;
  }
>;
export type ReleaseLegalHold = Command<'ReleaseLegalHold', WhereKnown & { readonly hold: string; readonly reference?: string }>;
export type RequestErasure = Command<
  'RequestErasure',
  WhereKnown & { readonly erasure: string; readonly person: string; readonly basis: ErasureBasis }
>;
export type ApproveErasure = Command<'ApproveErasure', WhereKnown & { readonly erasure: string }>;
export type RejectErasure = Command<'RejectErasure', WhereKnown & { readonly erasure: string; readonly reason: RejectionReason }>;
/** Of the routine alone: the person's data have been kept as long as they may be. */
export type EndRetention = Command<'EndRetention', WhereKnown & { readonly erasure: string; readonly person: string }>;

export type ResidentCommand = PlaceLegalHold | ReleaseLegalHold | RequestErasure | ApproveErasure | RejectErasure | EndRetention;
