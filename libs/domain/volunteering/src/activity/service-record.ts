import type { ServedVisit } from '../volunteer/volunteer.commands.js';
import { isPublished, type ActivityState } from './activity.state.js';

/** Names one visit of one volunteer to one activity, everywhere and for ever. */
export const recordOf = (activity: string, volunteer: string, visit: number): string => `${activity}.${volunteer}.${visit}`;

/** What an activity's stream says of a volunteer's visit; undefined where he made none of that number. */
export function servedVisitOf(activity: string, state: ActivityState, volunteer: string, visit: number): ServedVisit | undefined {
  if (!isPublished(state)) return undefined;
  const found = state.participations[volunteer]?.visits.find((one) => one.visit === visit);
  if (found === undefined) return undefined;
  const { checkedInAt, checkedOutAt } = found;
  return {
    record: recordOf(activity, volunteer, visit),
    activity,
    window: state.window,
    organiserPerson: state.organiserPerson,
    area: state.area,
    checkedInAt,
    ...(checkedOutAt === undefined ? {} : { checkedOutAt }),
  };
}
