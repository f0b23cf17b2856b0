import type { Matter } from '@huying/domain-case';
import type { DeadlineRules, Priority } from '@huying/domain-deadline';
import type { Command } from '@huying/kernel';
import type { ContactChannel, Evidence } from './order-facts.js';

/** The automation that follows intake's `CaseAccepted`. */
export type TakeHandover = Command<'TakeHandover', { readonly handover: number; readonly cycle: number } & Matter>;

/** T11. `rules` are the versions in force; `item` is of the menu (default: the case's service), `priority` as accepted unless changed. */
export type DispatchCase = Command<
  'DispatchCase',
  {
    readonly unit: string;
    readonly person: string;
    readonly volunteer?: boolean;
    readonly item?: string;
    readonly priority?: Priority;
    readonly rules: DeadlineRules;
  }
>;
/** T12. */
export type SignOrder = Command<'SignOrder', { readonly rules: DeadlineRules }>;
/** T13, T14. */
export type RequestReturn = Command<'RequestReturn', { readonly reason: string; readonly basis: string; readonly rules: DeadlineRules }>;
/** T15. */
export type ApproveReturn = Command<'ApproveReturn', { readonly reason: string; readonly rules: DeadlineRules }>;
/** T16. */
export type RejectReturn = Command<'RejectReturn', { readonly reason: string }>;
/** T17. */
export type DesignateHandler = Command<'DesignateHandler', { readonly unit: string; readonly person: string; readonly reason: string; readonly rules: DeadlineRules }>;

export type RecordContact = Command<'RecordContact', { readonly via: ContactChannel; readonly effective: boolean; readonly note?: string }>;
export type RecordFailedContact = Command<'RecordFailedContact', { readonly via: ContactChannel; readonly note?: string }>;

/** `usedElsewhere`: another case holds evidence with the same content key (guard `evidence.unique`). */
export type AttachEvidence = Command<'AttachEvidence', Evidence & { readonly usedElsewhere: boolean; readonly note?: string }>;

/** T19. */
export type ReportCompletion = Command<'ReportCompletion', { readonly result: string; readonly rules: DeadlineRules }>;
/** T20. */
export type RejectCompletion = Command<'RejectCompletion', { readonly reason: string }>;
/** T21. */
export type AcceptCompletion = Command<'AcceptCompletion', { readonly finding: string }>;

/** T30 in a state that dispatch owns. `call` is the record of the call on which a callback officer was told. */
export type WithdrawOrder = Command<'WithdrawOrder', { readonly reason: string; readonly call?: string }>;

/** Somebody wants to read sealed parts of the order. */
export type RevealOrder = Command<'RevealOrder', { readonly fields: readonly string[]; readonly reason: string }>;

export type OrderCommand =
  | TakeHandover
  | DispatchCase
  | SignOrder
  | RequestReturn
  | ApproveReturn
  | RejectReturn
  | DesignateHandler
  | RecordContact
  | RecordFailedContact
  | AttachEvidence
  | ReportCompletion
  | RejectCompletion
  | AcceptCompletion
  | WithdrawOrder
  | RevealOrder;
