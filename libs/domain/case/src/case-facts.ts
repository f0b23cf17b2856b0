import type { Priority, TimerId } from '@huying/domain-deadline';
import type { Breachable, Fact, Instant } from '@huying/kernel';
import type { Assignee, CallbackAnswer, CaseType, ContactWish, Grade, Matter, Place } from './case-vocabulary.js';

/** How a case comes in. */
export const caseChannels = ['online', 'phone', 'counter', 'patrol'] as const;
export type CaseChannel = (typeof caseChannels)[number];

/** The first-contact owner: the person who was asked first, or who holds the post on first-contact duty (RULES §3.6). */
export interface FirstContactOwner {
  readonly person: string;
  readonly unit: string;
  readonly post?: string;
}

/** What the resident said and how to reach him are sealed: `words`, `contact` {name, phone}, `spot`. */
export type CaseRegistered = Fact<
  'CaseRegistered',
  {
    readonly area: string;
    readonly type: CaseType;
    readonly service: string;
    readonly menu: string;
    readonly channel: CaseChannel;
    readonly place: Place;
    readonly contact: ContactWish;
    readonly complainant?: string;
    readonly keyHolder: string;
    readonly subjectUnit?: string;
  }
>;
export type FirstContactAssigned = Fact<'FirstContactAssigned', FirstContactOwner & { readonly basis: 'asked' | 'duty' | 'default' }>;
export type FirstContactHandedOver = Fact<'FirstContactHandedOver', { readonly from: string; readonly to: FirstContactOwner }>;
export type FirstContactHandoverAccepted = Fact<'FirstContactHandoverAccepted', FirstContactOwner & { readonly from: string } & Breachable>;
export type FirstContactDischarged = Fact<'FirstContactDischarged', { readonly person: string; readonly replied: boolean } & Breachable>;
export type ResultReplied = Fact<'ResultReplied', { readonly via: 'phone' | 'relay' | 'visit' | 'message' }>;

/** Sealed: `answer` {text, source}. Enters S50. */
export type CaseAnsweredDirectly = Fact<'CaseAnsweredDirectly', { readonly service: string } & Breachable>;

/** Hands the case to dispatch, with all that dispatch needs. `duplicates` are the open cases of the same place and matter. Enters S10. */
export type CaseAccepted = Fact<
  'CaseAccepted',
  { readonly handover: number; readonly cycle: number; readonly duplicates: readonly string[] } & Matter & Breachable
>;

/** Intake takes the case back: to S50 after an accepted completion, to S92 after a withdrawal at dispatch. */
export type CaseHandoverTaken = Fact<
  'HandoverTaken',
  { readonly handover: number; readonly outcome: 'completed' | 'withdrawn'; readonly handler?: Assignee }
>;

/** A due date; only ever added (I4), with the versions that it was counted by (I6). */
export type CaseDeadlineSet = Fact<
  'DeadlineSet',
  {
    readonly timer: TimerId;
    readonly start: Instant;
    readonly due: Instant;
    readonly provisional: boolean;
    readonly priority: Priority;
    readonly policy: string;
    readonly calendar: string;
  }
>;

export type CallbackAttempted = Fact<
  'CallbackAttempted',
  { readonly try: number; readonly answered: boolean; readonly durationSeconds: number; readonly registeredNumber: boolean } & Breachable
>;
export type CallbackCompleted = Fact<'CallbackCompleted', { readonly answer: CallbackAnswer; readonly contacted: boolean } & Breachable>;
export type RatingSubmitted = Fact<'RatingSubmitted', { readonly grade: Grade; readonly by: 'resident' | 'callback' | 'handler' } & Breachable>;
export type CaseClosed = Fact<'CaseClosed', { readonly reason: 'answered' | 'unreached' | 'none-owed' } & Breachable>;
export type CaseWithdrawnAtIntake = Fact<
  'CaseWithdrawn',
  { readonly by: 'resident' | 'callback' | 'handler'; readonly call?: string } & Breachable
>;

/** What personal parts of a case may be asked for. */
export const revealableFields = ['name', 'phone', 'words', 'spot'] as const;
export type RevealableField = (typeof revealableFields)[number];
/** The reason is sealed. Values are opened only after this is durable. */
export type PiiRevealed = Fact<
  'PiiRevealed',
  { readonly fields: readonly RevealableField[]; readonly ground: RevealGround | 'none' } & Breachable
>;
/** A refused reveal is a fact as well: who tried to look (RULES §7 Q21). */
export type PiiRevealDenied = Fact<'PiiRevealDenied', { readonly fields: readonly RevealableField[] }>;
/** `desk`: whose turn it is to decide about the case may read what it is about, and nobody's name or number. */
export type RevealGround = 'assignment' | 'first-contact' | 'callback' | 'desk';

export type CaseFact =
  | CaseRegistered
  | FirstContactAssigned
  | FirstContactHandedOver
  | FirstContactHandoverAccepted
  | FirstContactDischarged
  | ResultReplied
  | CaseAnsweredDirectly
  | CaseAccepted
  | CaseHandoverTaken
  | CaseDeadlineSet
  | CallbackAttempted
  | CallbackCompleted
  | RatingSubmitted
  | CaseClosed
  | CaseWithdrawnAtIntake
  | PiiRevealed
  | PiiRevealDenied;
