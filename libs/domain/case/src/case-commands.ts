import type { DeadlineRules, Priority } from '@huying/domain-deadline';
import type { Command } from '@huying/kernel';
import type { CaseChannel, FirstContactOwner, ResultReplied, RevealableField } from './case-facts.js';
import type { Assignee, CallbackAnswer, CaseType, ContactWish, Grade, LocatedPlace, Place } from './case-vocabulary.js';

/** An item of the adopted menu, as the handler found it. */
export interface MenuChoice {
  readonly menu: string;
  readonly type: CaseType;
}

/** T01. Facts from outside: the menu's item (absent: no such item), and who answers for what comes in online. */
export type RegisterCase = Command<
  'RegisterCase',
  {
    readonly caseId: string;
    readonly area: string;
    readonly service: string;
    readonly choice?: MenuChoice;
    readonly channel: CaseChannel;
    readonly place: Place;
    readonly contact: ContactWish;
    /** The resident's opaque id, where he is known and not the actor himself. */
    readonly complainant?: string;
    readonly resident?: { readonly name: string; readonly phone: string };
    readonly words: string;
    readonly spot?: string;
    readonly subjectUnit?: string;
    /** The post on first-contact duty now, and the area's default post. */
    readonly onDuty?: FirstContactOwner;
    readonly byDefault?: FirstContactOwner;
  }
>;

/** T02. */
export type AnswerDirectly = Command<'AnswerDirectly', { readonly answer: string; readonly source: string; readonly rules?: DeadlineRules }>;

/** T08. `duplicates`: what the duplicate check found; the check runs before every acceptance. */
export type AcceptCase = Command<
  'AcceptCase',
  {
    readonly priority: Priority;
    readonly place: LocatedPlace;
    readonly placeKnown: boolean;
    /** Corrects what was registered; `choice` is looked up for it. */
    readonly service?: string;
    readonly choice?: MenuChoice;
    readonly duplicates: readonly string[];
    readonly rules?: DeadlineRules;
  }
>;

/** The automation that follows dispatch's `CompletionAccepted` and `CaseWithdrawn`. */
export type TakeBack = Command<
  'TakeBack',
  { readonly handover: number; readonly outcome: 'completed' | 'withdrawn'; readonly handler?: Assignee; readonly rules?: DeadlineRules }
>;

/** `registeredNumber`: the number called is the one that the resident gave. */
export type RecordCallbackAttempt = Command<
  'RecordCallbackAttempt',
  { readonly answered: boolean; readonly durationSeconds: number; readonly registeredNumber: boolean }
>;
/** The resident's answer, and his rating where he gave one on the call. */
export type CompleteCallback = Command<
  'CompleteCallback',
  { readonly answer: CallbackAnswer; readonly contacted: boolean; readonly grade?: Grade; readonly remark?: string }
>;
export type SubmitRating = Command<'SubmitRating', { readonly grade: Grade; readonly remark?: string }>;
/** T22. */
export type CloseCase = Command<'CloseCase', null>;
/** T30 where intake owns the state. */
export type WithdrawCase = Command<'WithdrawCase', { readonly reason: string; readonly call?: string }>;

export type HandOverFirstContact = Command<'HandOverFirstContact', { readonly to: FirstContactOwner }>;
export type AcceptFirstContact = Command<'AcceptFirstContact', { readonly rules?: DeadlineRules }>;
export type DischargeFirstContact = Command<'DischargeFirstContact', null>;
export type RecordReply = Command<'RecordReply', ResultReplied['data'] & { readonly handler?: Assignee }>;

/** `assignment`: who handles the case now, from dispatch's events. */
export type RevealPii = Command<'RevealPii', { readonly fields: readonly RevealableField[]; readonly reason: string; readonly assignment?: Assignee }>;

export type CaseCommand =
  | RegisterCase
  | AnswerDirectly
  | AcceptCase
  | TakeBack
  | RecordCallbackAttempt
  | CompleteCallback
  | SubmitRating
  | CloseCase
  | WithdrawCase
  | HandOverFirstContact
  | AcceptFirstContact
  | DischargeFirstContact
  | RecordReply
  | RevealPii;
