import { activityEventTypes } from '@huying/contracts';
import type { ActivityFact, Theme } from '@huying/domain-volunteering';
import { defineProjection, removed, type ProjectedEvent } from '@huying/event-bus';
import { idOf } from '../volunteering-streams/streams.js';

export interface ParticipantRow {
  readonly volunteer: string;
  readonly person: string;
  readonly signup: 'submitted' | 'approved' | 'waitlisted' | 'cancelled';
  readonly visits: readonly { readonly visit: number; readonly in: string; readonly out?: string }[];
}

export interface ActivityRow {
  readonly activity: string;
  readonly area: string;
  readonly theme: Theme;
  readonly title: string;
  readonly team: string;
  readonly organiser: string;
  readonly organiserPerson: string;
  readonly status: 'drafted' | 'published' | 'cancelled' | 'closed';
  readonly from: string | null;
  readonly to: string | null;
  readonly place: string | null;
  readonly risks: string | null;
  readonly information: string | null;
  readonly capacity: number;
  readonly participants: readonly ParticipantRow[];
  /** Keyed hashes, each once: their number is 人. */
  readonly beneficiaries: readonly string[];
  /** 人次 */
  readonly attendances: number;
}

const fold =
  <Event>(change: (event: Event, row: ActivityRow) => Partial<ActivityRow>) =>
  (event: Event, row: ActivityRow | undefined) =>
    row === undefined ? removed : { ...row, ...change(event, row) };

const participant = <Event extends { readonly data: { readonly volunteer: string } }>(
  change: (event: Event, known: ParticipantRow) => Partial<ParticipantRow>,
) =>
  fold<Event>((event, { participants }) => ({
    participants: participants.map((known) => (known.volunteer === event.data.volunteer ? { ...known, ...change(event, known) } : known)),
  }));

type Of<Type extends ActivityFact['type']> = ProjectedEvent<Extract<ActivityFact, { type: Type }>>;

/** Activities with their places, attendance and beneficiaries. */
export const activities = defineProjection<ActivityFact, ActivityRow>({
  name: 'activities_v1',
  types: activityEventTypes,
  columns: {
    activity: 'text',
    area: 'text',
    theme: 'text',
    title: 'text',
    team: 'text',
    organiser: 'text',
    organiserPerson: 'text',
    status: 'text',
    from: 'instant',
    to: 'instant',
    place: 'text',
    risks: 'text',
    information: 'text',
    capacity: 'integer',
    participants: 'json',
    beneficiaries: 'texts',
    attendances: 'integer',
  },
  indexes: [['from', 'activity'], ['status']],
  key: ({ stream }) => idOf(stream),
  on: {
    ActivityDrafted: ({ data: { area, theme, title, team, organiser, organiserPerson } }, _row, activity) => ({
      activity,
      area,
      theme,
      title,
      team,
      organiser,
      organiserPerson,
      status: 'drafted',
      from: null,
      to: null,
      place: null,
      risks: null,
      information: null,
      capacity: 0,
      participants: [],
      beneficiaries: [],
      attendances: 0,
    }),
    ActivityPublished: fold<Of<'ActivityPublished'>>(({ data: { frm, to, place, risks, information, capacity } }) => ({
      status: 'published',
      from: frm,
      to,
      place,
      risks,
      information,
      capacity,
    })),
    ActivityCancelled: fold(() => ({ status: 'cancelled' })),
    SignupSubmitted: fold<Of<'SignupSubmitted'>>(({ data: { volunteer, person } }, { participants }) => {
      const visits = participants.find((known) => known.volunteer === volunteer)?.visits ?? [];
      const others = participants.filter((known) => known.volunteer !== volunteer);
      return { participants: [...others, { volunteer, person, signup: 'submitted', visits }] };
    }),
    SignupApproved: participant<Of<'SignupApproved'>>(() => ({ signup: 'approved' })),
    SignupWaitlisted: participant<Of<'SignupWaitlisted'>>(() => ({ signup: 'waitlisted' })),
    SignupCancelled: participant<Of<'SignupCancelled'>>(() => ({ signup: 'cancelled' })),
    CheckedIn: participant<Of<'CheckedIn'>>(({ data, time }, { visits }) => ({ visits: [...visits, { visit: data.visit, in: time }] })),
    CheckedOut: participant<Of<'CheckedOut'>>(({ data, time }, { visits }) => ({
      visits: visits.map((visit) => (visit.visit === data.visit ? { ...visit, out: time } : visit)),
    })),
    BeneficiaryRecorded: fold<Of<'BeneficiaryRecorded'>>(({ data: { beneficiary } }, { beneficiaries, attendances }) => ({
      beneficiaries: beneficiaries.includes(beneficiary) ? beneficiaries : [...beneficiaries, beneficiary],
      attendances: attendances + 1,
    })),
    ActivityClosed: fold(() => ({ status: 'closed' })),
  },
});
