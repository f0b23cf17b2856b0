import { epochOf, happened, nothingNew, refused, type Decision } from '@huying/kernel';
import { isStaffOf, mayActFor } from '../acting-for.js';
import type { ActivityRefusal, CancelActivity, DraftActivity, PublishActivity } from './activity.commands.js';
import type { ActivityFact } from './activity.facts.js';
import type { ActivityState } from './activity.state.js';

type ActivityDecision = Decision<ActivityFact, ActivityRefusal>;

/** A team's leader, or the staff for him, plans an activity. */
export function draftActivity({ data: { organising, ...data }, actor }: DraftActivity, state: ActivityState): ActivityDecision {
  if (organising === undefined) return refused('TEAM_NOT_FOUND');
  if (!mayActFor(actor, [organising.organiserPerson], organising.area)) return refused('NOT_YOUR_ACTIVITY');
  if (state.status !== 'absent') return refused('ACTIVITY_ID_TAKEN');
  // Platforms know these names: an activity made up afterwards, to have hours for it (RULES §4 [IV]).
  if (data.title.includes('补录')) return refused('BACKFILL_BY_NAME');
  return hasNumberOfAPerson(data.title) ? refused('PERSONAL_DATA_IN_NOTICE', { field: 'title' }) : happened({ type: 'ActivityDrafted', data: { ...data, ...organising } });
}

/**
 * The community publishes it, always before it starts (F9), with true information and the risks. The notice is public and stands in
 * the log in the clear, so numbers of persons are kept out at the door.
 */
export function publishActivity({ data, actor, at }: PublishActivity, state: ActivityState): ActivityDecision {
  switch (state.status) {
    case 'absent':
      return refused('ACTIVITY_NOT_FOUND');
    case 'abandoned':
    case 'cancelled':
      return refused('ACTIVITY_CANCELLED');
    case 'published':
    case 'closed':
      return refused('ACTIVITY_ALREADY_PUBLISHED');
    case 'drafted': {
      if (!isStaffOf(actor, state.area)) return refused('OUTSIDE_YOUR_AREA', { area: state.area });
      if (epochOf(data.to) <= epochOf(data.frm)) return refused('ACTIVITY_ENDS_BEFORE_START');
      if (epochOf(data.frm) <= epochOf(at)) return refused('ACTIVITY_ALREADY_STARTED', { from: data.frm });
      const field = (['place', 'risks', 'information'] as const).find((name) => hasNumberOfAPerson(data[name]));
      if (field !== undefined) return refused('PERSONAL_DATA_IN_NOTICE', { field });
      return happened({ type: 'ActivityPublished', data: { theme: state.theme, organiser: state.organiser, ...data } });
    }
  }
}

/** Calls an activity off before it starts. */
export function cancelActivity({ data, actor, at }: CancelActivity, state: ActivityState): ActivityDecision {
  switch (state.status) {
    case 'absent':
      return refused('ACTIVITY_NOT_FOUND');
    case 'abandoned':
    case 'cancelled':
      return nothingNew;
    case 'closed':
      return refused('ACTIVITY_CLOSED');
    case 'drafted':
    case 'published':
      if (!mayActFor(actor, [state.organiserPerson], state.area)) return refused('NOT_YOUR_ACTIVITY');
      if ('window' in state && epochOf(at) >= epochOf(state.window.from)) return refused('ACTIVITY_ALREADY_STARTED');
      return happened({
        type: 'ActivityCancelled',
        data: {},
        secrets: [{ part: 'reason', person: actor.person, value: data.reason }],
      });
  }
}

/** A run of seven digits or more, however it is broken up: a telephone, an identity card, a bank card. */
const hasNumberOfAPerson = (text: string): boolean => /\d(?:[\s-]?\d){6,}/.test(text.normalize('NFKC'));
