import type { Assignee, Matter } from '@huying/domain-case';
import type { Priority, TimerId } from '@huying/domain-deadline';
import type { Breachable, Fact, Instant } from '@huying/kernel';
import type { EvidenceKind } from './evidence.js';

/** How a resident is contacted; `relay` hides his number from the caller. */
export const contactChannels = ['phone', 'relay', 'visit', 'message'] as const;
export type ContactChannel = (typeof contactChannels)[number];

/** Dispatch takes the case from intake under the number of `CaseAccepted` (DESIGN §2). Enters S10. */
export type HandoverTaken = Fact<'HandoverTaken', { readonly handover: number; readonly cycle: number } & Matter>;

export interface Dispatched extends Breachable {
  /** Number of this dispatch within the cycle, from 1. */
  readonly dispatch: number;
  readonly unit: string;
  readonly person: string;
  /** The person takes it as a volunteer (党员办单). */
  readonly volunteer: boolean;
  readonly item: string;
  readonly priority: Priority;
}
export type CaseDispatched = Fact<'CaseDispatched', Dispatched>;

/** A due date; only ever added, the earlier ones stay (I4). `policy` and `calendar` are the versions that it was counted by (I6). */
export interface Due {
  readonly timer: TimerId;
  readonly start: Instant;
  readonly due: Instant;
  /** 暂定: a year counted over was not published. */
  readonly provisional: boolean;
  readonly priority: Priority;
  readonly policy: string;
  readonly calendar: string;
  /** What stamped it. */
  readonly basis: 'dispatch' | 'sign-off' | 'return' | 'completion';
}
export type DeadlineSet = Fact<'DeadlineSet', Due>;

export type CaseSigned = Fact<'CaseSigned', Assignee & Breachable>;

/** The reason and its 职责依据 are free text, hence sealed (`reason`, `basis`). */
export type ReturnRequested = Fact<'ReturnRequested', { readonly unit: string; readonly afterSignOff: boolean; readonly request: number } & Breachable>;
export type ReturnApproved = Fact<'ReturnApproved', { readonly request: number } & Breachable>;
export type ReturnRejected = Fact<'ReturnRejected', { readonly request: number } & Breachable>;
export type HandlerDesignated = Fact<'HandlerDesignated', Assignee & Breachable>;

export type ResidentContacted = Fact<'ResidentContacted', { readonly via: ContactChannel; readonly effective: boolean }>;
export type ContactAttemptFailed = Fact<'ContactAttemptFailed', { readonly via: ContactChannel; readonly try: number }>;

export interface Evidence {
  readonly kind: EvidenceKind;
  /** SHA-256 of the stored file, which is encrypted (hex). */
  readonly sha256: string;
  /** Keyed hash of the content (hex), to find one photo used twice without knowing it. */
  readonly contentKey: string;
  readonly mediaType: string;
  readonly bytes: number;
}
export type EvidenceAttached = Fact<'EvidenceAttached', Evidence & Breachable>;

/** Which ground of T19 stood: contacted, three failed tries, or nobody to contact. */
export type ContactGround = 'contacted' | 'failed-tries' | 'none-owed' | 'missing';
export type CompletionReported = Fact<'CompletionReported', Assignee & { readonly contact: ContactGround; readonly evidence: readonly EvidenceKind[] } & Breachable>;
export type CompletionRejected = Fact<'CompletionRejected', Breachable>;
/** Hands the case back to intake, which takes it to S50. */
export type CompletionAccepted = Fact<'CompletionAccepted', { readonly handover: number; readonly handler: Assignee } & Breachable>;

/** Withdrawn while dispatch owned the state; hands it back, already ended. A pending return lapses. */
export type CaseWithdrawn = Fact<
  'CaseWithdrawn',
  { readonly by: 'resident' | 'callback' | 'handler'; readonly call?: string; readonly handover: number; readonly lapsed?: 'return' } & Breachable
>;

/** Why somebody may read sealed parts of an order: he handles it, decides about it, or audits. */
export type OrderRevealGround = 'assignment' | 'duty' | 'inquiry';
/** `fields`: `texts`, or `evidence:<sha256>` of a file. The reader's reason is sealed. */
export type OrderPiiRevealed = Fact<'PiiRevealed', { readonly fields: readonly string[]; readonly ground: OrderRevealGround | 'none' } & Breachable>;
/** A refused reveal is a fact as well (RULES §7 Q21). */
export type OrderPiiRevealDenied = Fact<'PiiRevealDenied', { readonly fields: readonly string[] }>;

export type OrderFact =
  | HandoverTaken
  | CaseDispatched
  | DeadlineSet
  | CaseSigned
  | ReturnRequested
  | ReturnApproved
  | ReturnRejected
  | HandlerDesignated
  | ResidentContacted
  | ContactAttemptFailed
  | EvidenceAttached
  | CompletionReported
  | CompletionRejected
  | CompletionAccepted
  | CaseWithdrawn
  | OrderPiiRevealed
  | OrderPiiRevealDenied;
