import type { Command } from '@huying/kernel';
import type { VolunteeringRules } from '../volunteering-rules.js';
import type { ActivityDrafted, ActivityPublished } from './activity.facts.js';

export type DraftActivity = Command<'DraftActivity', ActivityDrafted['data']>;
export type PublishActivity = Command<'PublishActivity', Omit<ActivityPublished['data'], 'theme' | 'organiser'>>;
export type CancelActivity = Command<'CancelActivity', { readonly reason: string }>;
export type SignUp = Command<'SignUp', { readonly volunteer: string; readonly person: string }>;
export type CancelSignUp = Command<'CancelSignUp', { readonly volunteer: string }>;
/** `metres`: distance from the place, as the device measured it; absent where it did not. */
export type CheckIn = Command<'CheckIn', { readonly volunteer: string; readonly metres?: number; readonly rules: VolunteeringRules }>;
export type CheckOut = Command<'CheckOut', { readonly volunteer: string; readonly metres?: number; readonly rules: VolunteeringRules }>;
/** One entry per attendance. */
export type RecordBeneficiaries = Command<'RecordBeneficiaries', { readonly beneficiaries: readonly string[] }>;
export type CloseActivity = Command<'CloseActivity', Record<string, never>>;

export type ActivityCommand =
  | DraftActivity
  | PublishActivity
  | CancelActivity
  | SignUp
  | CancelSignUp
  | CheckIn
  | CheckOut
  | RecordBeneficiaries
  | CloseActivity;

export type ActivityRefusal =
  | 'OUTSIDE_YOUR_AREA'
  | 'NOT_YOUR_ACTIVITY'
  | 'NOT_YOUR_SIGNUP'
  | 'ACTIVITY_NOT_FOUND'
  | 'ACTIVITY_ID_TAKEN'
  | 'BACKFILL_BY_NAME'
  | 'PERSONAL_DATA_IN_NOTICE'
  | 'ACTIVITY_ALREADY_STARTED'
  | 'ACTIVITY_ENDS_BEFORE_START'
  | 'ACTIVITY_NOT_PUBLISHED'
  | 'ACTIVITY_ALREADY_PUBLISHED'
  | 'ACTIVITY_CANCELLED'
  | 'ACTIVITY_CLOSED'
  | 'ACTIVITY_NOT_OVER'
  | 'ACTIVITY_NOT_BEGUN'
  | 'SIGNUP_CLOSED'
  | 'NOT_SIGNED_UP'
  | 'ON_WAITING_LIST'
  | 'ALREADY_SERVED'
  | 'ALREADY_CHECKED_IN'
  | 'NOT_CHECKED_IN'
  | 'TOO_MANY_VISITS'
  | 'OUTSIDE_ACTIVITY_WINDOW'
  | 'TOO_MANY_BENEFICIARIES';
