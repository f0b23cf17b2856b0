import type { Instant, Recorded } from '@huying/kernel';
import type { Interval } from '../interval.js';
import type { ActivityFact } from './activity.facts.js';

export interface Visit {
  readonly visit: number;
  readonly checkedInAt: Instant;
  readonly checkedOutAt?: Instant;
}

/** One volunteer's place in an activity. */
export interface Participation {
  readonly volunteer: string;
  readonly person: string;
  readonly signup: 'submitted' | 'approved' | 'waitlisted' | 'cancelled';
  /** Version of the event that put him where he is in the queue. */
  readonly since: number;
  readonly visits: readonly Visit[];
}

interface Drafted {
  readonly area: string;
  readonly team: string;
  readonly theme: ActivityTheme;
  readonly organiser: string;
  readonly organiserPerson: string;
}
type ActivityTheme = Extract<ActivityFact, { type: 'ActivityDrafted' }>['data']['theme'];

export interface Published extends Drafted {
  readonly status: 'published' | 'cancelled' | 'closed';
  readonly window: Interval;
  readonly capacity: number;
  readonly participations: Readonly<Record<string, Participation>>;
  readonly beneficiaries: ReadonlySet<string>;
  readonly attendances: number;
}

export type ActivityState = { readonly status: 'absent' } | ({ readonly status: 'drafted' | 'abandoned' } & Drafted) | Published;

export const isPublished = (state: ActivityState): state is Published => 'window' in state;

export function evolveActivity(state: ActivityState, event: Recorded<ActivityFact>): ActivityState {
  if (event.type === 'ActivityDrafted') {
    const { area, team, theme, organiser, organiserPerson } = event.data;
    return { status: 'drafted', area, team, theme, organiser, organiserPerson };
  }
  if (state.status === 'absent') return state;
  if (event.type === 'ActivityPublished') {
    const { frm, to, capacity } = event.data;
    return { ...state, status: 'published', window: { from: frm, to }, capacity, participations: {}, beneficiaries: new Set(), attendances: 0 };
  }
  if (!isPublished(state)) return event.type === 'ActivityCancelled' ? { ...state, status: 'abandoned' } : state;
  return evolvePublished(state, event);
}

type LaterFact = Exclude<Recorded<ActivityFact>, { type: 'ActivityDrafted' | 'ActivityPublished' }>;

function evolvePublished(state: Published, event: LaterFact): Published {
  switch (event.type) {
    case 'ActivityCancelled':
      return { ...state, status: 'cancelled' };
    case 'ActivityClosed':
      return { ...state, status: 'closed' };
    case 'SignupSubmitted': {
      const { volunteer, person } = event.data;
      const visits = state.participations[volunteer]?.visits ?? [];
      return withParticipation(state, { volunteer, person, signup: 'submitted', since: event.streamVersion, visits });
    }
    case 'SignupApproved':
      return change(state, event.data.volunteer, (known) => ({ ...known, signup: 'approved', since: event.streamVersion }));
    case 'SignupWaitlisted':
      return change(state, event.data.volunteer, (known) => ({ ...known, signup: 'waitlisted', since: event.streamVersion }));
    case 'SignupCancelled':
      return change(state, event.data.volunteer, (known) => ({ ...known, signup: 'cancelled', since: event.streamVersion }));
    case 'CheckedIn': {
      const visit: Visit = { visit: event.data.visit, checkedInAt: event.time };
      return change(state, event.data.volunteer, (known) => ({ ...known, visits: [...known.visits, visit] }));
    }
    case 'CheckedOut': {
      const { volunteer, visit } = event.data;
      const left = (known: Visit): Visit => (known.visit === visit ? { ...known, checkedOutAt: event.time } : known);
      return change(state, volunteer, (known) => ({ ...known, visits: known.visits.map(left) }));
    }
    case 'BeneficiaryRecorded':
      return {
        ...state,
        beneficiaries: new Set(state.beneficiaries).add(event.data.beneficiary),
        attendances: state.attendances + 1,
      };
  }
}

const withParticipation = (state: Published, participation: Participation): Published => ({
  ...state,
  participations: { ...state.participations, [participation.volunteer]: participation },
});

function change(state: Published, volunteer: string, to: (known: Participation) => Participation): Published {
  const known = state.participations[volunteer];
  return known === undefined ? state : withParticipation(state, to(known));
}
