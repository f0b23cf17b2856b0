import type { Breachable, Fact, Instant } from '@huying/kernel';

export type ActivityDrafted = Fact<
  'ActivityDrafted',
  {
    readonly area: string;
    readonly theme: Theme;
    readonly title: string;
    readonly team: string;
    /** The organiser's volunteer id, and his opaque person id. */
    readonly organiser: string;
    readonly organiserPerson: string;
  }
>;
/** 环保, 政策宣讲, 扶贫帮困 (RULES §8), and the rest of what volunteers do. */
export const themes = ['environment', 'policy-talk', 'hardship-relief', 'elder-care', 'public-order', 'other'] as const;
export type Theme = (typeof themes)[number];

export type ActivityPublished = Fact<
  'ActivityPublished',
  {
    readonly theme: Theme;
    readonly organiser: string;
    readonly frm: Instant;
    readonly to: Instant;
    readonly place: string;
    /** What may go wrong, said before anybody signs up (志愿服务条例 §12). */
    readonly risks: string;
    readonly information: string;
    readonly capacity: number;
  }
>;
export type ActivityCancelled = Fact<'ActivityCancelled', Record<string, never>>;
export type SignupSubmitted = Fact<'SignupSubmitted', { readonly volunteer: string; readonly person: string }>;
export type SignupApproved = Fact<'SignupApproved', { readonly volunteer: string }>;
export type SignupWaitlisted = Fact<'SignupWaitlisted', { readonly volunteer: string }>;
export type SignupCancelled = Fact<'SignupCancelled', { readonly volunteer: string }>;
/** `visit` numbers a volunteer's visits to the activity, from 1. */
export type CheckedIn = Fact<'CheckedIn', Breachable & { readonly volunteer: string; readonly visit: number; readonly metres?: number }>;
export type CheckedOut = Fact<'CheckedOut', Breachable & { readonly volunteer: string; readonly visit: number; readonly metres?: number }>;
/** One attendance (人次). `beneficiary` is a keyed hash: the same for the same person in every activity, and telling nobody who. */
export type BeneficiaryRecorded = Fact<'BeneficiaryRecorded', { readonly beneficiary: string }>;
/** Both figures, always (F10): distinct people 人 and attendances 人次. */
export type ActivityClosed = Fact<
  'ActivityClosed',
  { readonly people: number; readonly attendances: number; readonly volunteers: number; readonly withoutCheckOut: number }
>;

export type ActivityFact =
  | ActivityDrafted
  | ActivityPublished
  | ActivityCancelled
  | SignupSubmitted
  | SignupApproved
  | SignupWaitlisted
  | SignupCancelled
  | CheckedIn
  | CheckedOut
  | BeneficiaryRecorded
  | ActivityClosed;
