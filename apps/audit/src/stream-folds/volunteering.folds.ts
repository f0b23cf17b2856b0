import {
  activityDecider,
  teamDecider,
  volunteerDecider,
  type ActivityFact,
  type ActivityState,
  type TeamFact,
  type TeamState,
  type VolunteerFact,
  type VolunteerState,
} from '@huying/domain-volunteering';
import { deciderFold, named } from './decider-fold.js';
import type { StreamFold } from './stream-fold.js';

const unlessAbsent = ({ status }: { readonly status: string }): string | undefined => (status === 'absent' ? undefined : status);
const registered = { registered: { zh: '已注册', en: 'Registered' } } as const;

/** `volunteer-<id>`: a person who serves, and the hours he served. */
const volunteer = deciderFold<VolunteerState, VolunteerFact>({
  category: 'volunteer',
  kind: { zh: '志愿者', en: 'Volunteer' },
  decider: volunteerDecider,
  statusOf: unlessAbsent,
  nameOf: named(registered),
});

/** `team-<id>`: volunteers who serve together under a leader. */
const team = deciderFold<TeamState, TeamFact>({
  category: 'team',
  kind: { zh: '志愿队伍', en: 'Volunteer team' },
  decider: teamDecider,
  statusOf: unlessAbsent,
  nameOf: named(registered),
});

/** `activity-<id>`: an activity, who signed up, came and went, and whom it served. */
const activity = deciderFold<ActivityState, ActivityFact>({
  category: 'activity',
  kind: { zh: '志愿活动', en: 'Volunteer activity' },
  decider: activityDecider,
  statusOf: unlessAbsent,
  nameOf: named({
    drafted: { zh: '草稿', en: 'Drafted' },
    published: { zh: '已发布', en: 'Published' },
    cancelled: { zh: '已取消', en: 'Cancelled' },
    abandoned: { zh: '未发布即取消', en: 'Cancelled before it was published' },
    closed: { zh: '已结束', en: 'Closed' },
  }),
});

export const volunteeringFolds: readonly StreamFold[] = [volunteer, team, activity];
