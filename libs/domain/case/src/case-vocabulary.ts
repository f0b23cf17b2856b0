/** The seven kinds of case (RULES §1.5): each has its own closing evidence. */
export const caseTypes = ['REPAIR', 'ENVIRONMENT', 'MEDIATION', 'HOMECERT', 'CONSULT', 'COMPLAINT', 'EMERGENCY'] as const;
export type CaseType = (typeof caseTypes)[number];

/** How the resident may be reached; only `phone` is contacted and called back (RULES §1.4, note on T19 and T22). */
export const contactWishes = ['phone', 'anonymous', 'declined', 'staff-found'] as const;
export type ContactWish = (typeof contactWishes)[number];

/** Where it is, as far as it may stand in the clear: grid, building and entrance. Door numbers and descriptions are sealed. */
export interface Place {
  readonly grid?: string;
  readonly building?: string;
  readonly entrance?: string;
}

/** A place precise enough to dispatch to (T08). */
export interface LocatedPlace extends Place {
  readonly grid: string;
  readonly building: string;
}

/** Who acts for a unit, by a post. */
export interface PostHolder {
  readonly post: string;
  readonly person: string;
  readonly unit: string;
}

/** The unit and person that answer for the work. */
export interface Assignee {
  readonly unit: string;
  readonly person: string;
}

/** 好差评: five grades, the last two are bad (RULES §2). */
export const grades = ['非常满意', '满意', '基本满意', '不满意', '非常不满意'] as const;
export type Grade = (typeof grades)[number];

export const callbackAnswers = ['resolved', 'partly', 'unresolved'] as const;
export type CallbackAnswer = (typeof callbackAnswers)[number];

/** What dispatch must know of a case: it travels in `CaseAccepted` and is taken over by `HandoverTaken` on the order. */
export interface Matter {
  readonly area: string;
  readonly type: CaseType;
  /** Item of the service menu. */
  readonly service: string;
  readonly priority: 'critical' | 'urgent' | 'normal' | 'complex';
  readonly place: LocatedPlace;
  readonly contact: ContactWish;
  /** Opaque id of the resident, where he is known. */
  readonly complainant?: string;
  /** Under whose key personal parts and free text are sealed: the resident's, or `case:<id>` where nobody is named. */
  readonly keyHolder: string;
  /** The unit complained of; it must not handle the case (guard `conflict`). */
  readonly subjectUnit?: string;
}
