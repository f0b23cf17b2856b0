import type { Instant } from '@huying/kernel';

/** An event as a figure's evidence: which, when it happened, when the log took it. */
export interface Mark {
  readonly event: string;
  readonly at: Instant;
  readonly recorded: Instant;
}

/** A limit, and the event that set it. */
export interface Limit {
  readonly due: Instant;
  readonly set: Mark;
}

export interface Dispatch {
  readonly dispatched: Mark;
  readonly signOff?: Limit;
  readonly signed?: Mark;
}

export interface Completion {
  readonly reported: Mark;
  /** Judged not done by the review, or sent back as rework afterwards. */
  readonly rejected?: Mark;
}

export type CallbackAnswer = 'resolved' | 'partly' | 'unresolved';
/** 好差评: five grades, the last two are bad. */
export type Grade = '非常满意' | '满意' | '基本满意' | '不满意' | '非常不满意';

/** How a case left the ordinary way. Voided, transferred and not accepted cases stand in no figure here (RULES §2). */
export type Exit = 'withdrawn' | 'merged' | 'terminated' | 'voided' | 'transferred' | 'not-accepted';

/** What the figures of RULES §2 need to know of one case; the order of each list is the order of the log. */
export interface CaseRecord {
  readonly case: string;
  /** `phone`: to be contacted and called back; of the others nobody is, or nobody wants it. */
  readonly contact: 'phone' | 'anonymous' | 'declined' | 'staff-found';
  readonly exit?: { readonly how: Exit; readonly mark: Mark };
  readonly dispatches: readonly Dispatch[];
  /** TM07, from the first dispatch. */
  readonly contactLimit?: Limit;
  /** Effective contacts with the resident. */
  readonly contacts: readonly Mark[];
  /** TM08 of the first cycle that was dispatched, by the law, without extensions. */
  readonly mainLimit?: Limit;
  readonly completions: readonly Completion[];
  readonly callbacks: readonly { readonly completed: Mark; readonly answer: CallbackAnswer }[];
  /** First submissions; an amended rating is shown elsewhere. */
  readonly ratings: readonly { readonly submitted: Mark; readonly grade: Grade }[];
}

const nowhere: readonly Exit[] = ['voided', 'transferred', 'not-accepted'];

/** True where the case stands in figures at all. */
export const counts = ({ exit }: CaseRecord): boolean => exit === undefined || !nowhere.includes(exit.how);
