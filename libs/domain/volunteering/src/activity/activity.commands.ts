import type { Command } from '@huying/kernel';
import type { VolunteeringRules } from '../volunteering-rules.js';
import type { ActivityDrafted, ActivityPublished } from './activity.facts.js';

/** The team that organises, and its leader, as the team's own stream says. */
export type OrganisingTeam = Pick<ActivityDrafted['data'], 'area' | 'organiser' | 'organiserPerson'>;

export type DraftActivity = Command<
  'DraftActivity',
  Pick<ActivityDrafted['data'], 'theme' | 'title' | 'team'> & { readonly organising: OrganisingTeam | undefined }
>;
export type PublishActivity = Command<'PublishActivity', Omit<ActivityPublished['data'], 'theme' | 'organiser'>>;
export type CancelActivity = Command<'CancelActivity', { readonly reason: string }>;
export type SignUp = Command<
  'SignUp',
  {
    readonly volunteer: string;
    /** Undefined where no such volunteer is registered. */
    readonly person: string | undefined;
  }
>;
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
  | 'TEAM_NOT_FOUND'
  | 'VOLUNTEER_NOT_FOUND'
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
