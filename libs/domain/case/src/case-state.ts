import type { Priority } from '@huying/domain-deadline';
import type { Instant } from '@huying/kernel';
import type { FirstContactOwner } from './case-facts.js';
import type { Assignee, CallbackAnswer, CaseType, ContactWish, Grade, Place } from './case-vocabulary.js';

/** First-contact responsibility: one owner until discharged (I1). */
export interface FirstContact {
  readonly owner: FirstContactOwner;
  /** Handed over and not yet accepted: the owner stays the owner. */
  readonly offered?: { readonly to: FirstContactOwner; readonly at: Instant };
  readonly discharged: boolean;
  /** The resident got an answer. */
  readonly replied: boolean;
}

export interface Callbacks {
  readonly tries: number;
  /** Days in Shanghai on which was called. */
  readonly days: readonly string[];
  readonly answeredCall?: { readonly registeredNumber: boolean };
  readonly answer?: CallbackAnswer;
}

interface Registered {
  readonly keyHolder: string;
  readonly area: string;
  readonly type: CaseType;
  readonly service: string;
  readonly place: Place;
  readonly contact: ContactWish;
  readonly complainant?: string;
  readonly subjectUnit?: string;
  readonly priority: Priority;
  readonly cycle: number;
  /** Number of the last hand-over, given or taken; 0 before the first. */
  readonly handover: number;
  /** Absent only in a history that broke I1. */
  readonly firstContact?: FirstContact;
  /** Who did the work, known since dispatch handed the case back. */
  readonly handler?: Assignee;
  readonly callbacks: Callbacks;
  readonly grade?: Grade;
}

/** A case by its status at intake; the code of `lifecycle.json` beside each. */
export type CaseState =
  | { readonly status: 'absent' }
  /** S00 */
  | (Registered & { readonly status: 'registered' })
  /** S10 and on: dispatch owns the state */
  | (Registered & { readonly status: 'with-dispatch' })
  /** S50 */
  | (Registered & { readonly status: 'awaiting-callback' })
  /** S60 */
  | (Registered & { readonly status: 'closed' })
  /** S92 */
  | (Registered & { readonly status: 'withdrawn' });

export type CaseStatus = CaseState['status'];
export type KnownCase = Exclude<CaseState, { status: 'absent' }>;
export type CaseIn<Status extends CaseStatus> = Extract<CaseState, { status: Status }>;

export const noCallbacks: Callbacks = { tries: 0, days: [] };
