import type { Fact } from '@huying/kernel';
import type { ErasureBasis, HoldGround, RejectionReason } from './resident-vocabulary.js';

/** Personal data of the person must not be destroyed until the hold is released. `person` is the opaque id whose key seals them. */
export type LegalHoldPlaced = Fact<
  'LegalHoldPlaced',
  {
    readonly hold: string;
    readonly person: string;
    /** The case that it is about; without one it is about the person. */
    readonly caseId?: string;
    readonly ground: HoldGround;
    /** Number of the document that orders it. */
    readonly reference?: string;
  }
>;
export type LegalHoldReleased = Fact<'LegalHoldReleased', { readonly hold: string; readonly reference?: string }>;

export type PiiErasureRequested = Fact<
  'PiiErasureRequested',
  { readonly erasure: string; readonly person: string; readonly basis: ErasureBasis }
>;
/**
 * A second person looked at it, and a hold stood against it, or he refused it; then also whoever asked, in error. What the routine would
 * have ended and a hold keeps is refused by the routine itself.
 */
export type PiiErasureRefused = Fact<
  'PiiErasureRefused',
  {
    readonly erasure: string;
    readonly person: string;
    readonly basis: ErasureBasis;
    readonly reason: 'LEGAL_HOLD' | RejectionReason;
    /** None where a person refused. */
    readonly holds: readonly string[];
    readonly requestedBy: string;
    readonly secondPerson: string;
  }
>;
/** From here on each owning service destroys its key of the person, and records it (`PiiErased`). */
export type PiiErasureApproved = Fact<
  'PiiErasureApproved',
  {
    readonly erasure: string;
    readonly person: string;
    readonly basis: ErasureBasis;
    /** Who asked, and who approved: never the same person. The routine alone where the retention is over: it chooses nothing. */
    readonly approvedBy: readonly string[];
  }
>;

export type ResidentFact = LegalHoldPlaced | LegalHoldReleased | PiiErasureRequested | PiiErasureRefused | PiiErasureApproved;
