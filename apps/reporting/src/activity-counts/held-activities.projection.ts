import { activityEventTypes } from '@huying/contracts';
import type { ActivityFact } from '@huying/domain-volunteering';
import { defineProjection, removed } from '@huying/event-bus';
import { monthOf } from '../read-models/span.js';

type Shaping = Extract<ActivityFact, { type: 'ActivityDrafted' | 'ActivityPublished' | 'ActivityCancelled' | 'ActivityClosed' }>;

export interface HeldActivityRow {
  readonly activity: string;
  readonly area: string;
  readonly theme: string;
  /** Null until it is published, and again once it is called off: then it counts nowhere. */
  readonly month: string | null;
  readonly closed: boolean;
  readonly events: readonly string[];
}

const { ActivityDrafted, ActivityPublished, ActivityCancelled, ActivityClosed } = activityEventTypes;

/** Activities by the month in which they start. */
export const heldActivities = defineProjection<Shaping, HeldActivityRow>({
  name: 'held_activities_v1',
  types: { ActivityDrafted, ActivityPublished, ActivityCancelled, ActivityClosed },
  columns: { activity: 'text', area: 'text', theme: 'text', month: 'text', closed: 'flag', events: 'texts' },
  indexes: [['month', 'theme']],
  key: ({ stream }) => stream.slice('activity-'.length),
  on: {
    ActivityDrafted: ({ data: { area, theme }, id }, _row, activity) => ({
      activity,
      area,
      theme,
      month: null,
      closed: false,
      events: [id],
    }),
    ActivityPublished: ({ data, id }, row) =>
      row === undefined ? removed : { ...row, month: monthOf(data.frm), events: [...row.events, id] },
    ActivityCancelled: ({ id }, row) => (row === undefined ? removed : { ...row, month: null, events: [...row.events, id] }),
    ActivityClosed: ({ id }, row) => (row === undefined ? removed : { ...row, closed: true, events: [...row.events, id] }),
  },
});
