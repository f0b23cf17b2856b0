import {
  activityEventTypes,
  calendarEventTypes,
  catalogueEventTypes,
  gridEventTypes,
  policyEventTypes,
  postEventTypes,
  residentEventTypes,
  teamEventTypes,
  volunteerEventTypes,
  type EventType,
} from '@huying/contracts';
import { catalogueDecider } from '@huying/domain-catalogue';
import { defaultPolicy } from '@huying/domain-deadline';
import { calendarDecider, gridDecider, policyDecider, postDecider } from '@huying/domain-directory';
import { residentDecider } from '@huying/domain-resident';
import { activityDecider, teamDecider, volunteerDecider } from '@huying/domain-volunteering';
import type { Recorded } from '@huying/kernel';
import { area, type Told } from './case-story.spec.js';

/** Noon of a day of June 2026. */
export const onJune = (day: number, time = '12:00'): string => `2026-06-${String(day).padStart(2, '0')}T${time}:00.000+08:00`;

/** What a decider makes of recorded facts, whatever their types. */
export interface AnyDecider {
  readonly initial: unknown;
  evolve(state: unknown, event: Recorded): unknown;
}

export interface StreamStory {
  readonly stream: string;
  readonly service: Told['service'];
  /** Of the domain, as the owning service decides by. */
  readonly decider: AnyDecider;
  readonly told: readonly Told[];
}

type Fact = readonly [type: EventType, at: string, data: object];

function story(service: Told['service'], stream: string, decider: unknown, facts: readonly Fact[]): StreamStory {
  const told = facts.map(([type, at, data]): Told => ({ service, stream, type, at, data, person: 'clerk-1', role: 'SEC' }));
  return { stream, service, decider: decider as AnyDecider, told };
}

const assignment = { post: 'p1', person: 'steward-1', role: 'HAN', unit: 'property-1', title: '物管家', area, from: onJune(3) };
const grid = { grid: 'G1', area, name: '一网格', buildings: [{ building: 'B1', name: '1栋', units: 2, households: 60 }] };
const policy = (version: string, day: number) => ({
  area,
  version,
  digest: version.padEnd(64, '0'),
  effectiveFrom: onJune(day),
  policy: { ...defaultPolicy, version },
});
const calendar = (version: string, day: number) => ({
  ...{ area, version, digest: version.padEnd(64, '0'), effectiveFrom: onJune(day), years: [2026], offDays: ['2026-06-19'], makeUpDays: [] },
  source: { url: 'https://example.org/notice', publishedAt: onJune(1) },
});
const item = (code: string) => ({ code, zh: '楼道灯', en: 'Corridor lamp', type: 'REPAIR' });
const hours = { record: 'r1', activity: 'a1', minutes: 120, frm: onJune(6, '09:00'), to: onJune(6, '11:00') };
const erasure = { erasure: 'e1', person: 'resident:1', basis: 'resident-request' };
const beneficiary = (name: string) => ({ beneficiary: name.repeat(64) });

/** One stream of every category that is of no case. */
export const streamStories: readonly StreamStory[] = [
  story('dispatch', 'post-p1', postDecider, [
    [postEventTypes.RoleAssigned, onJune(1), assignment],
    [postEventTypes.RoleEnded, onJune(20), { post: 'p1', person: 'steward-1', to: onJune(20) }],
  ]),
  story('dispatch', 'grid-G1', gridDecider, [
    [gridEventTypes.GridDefined, onJune(1), grid],
    [gridEventTypes.GridDefined, onJune(9), { ...grid, name: '第一网格', buildings: [] }],
  ]),
  story('dispatch', `policy-${area}`, policyDecider, [
    [policyEventTypes.PolicyVersionAdopted, onJune(1), policy('v0', 2)],
    [policyEventTypes.PolicyVersionAdopted, onJune(10), policy('v1', 15)],
  ]),
  story('dispatch', `calendar-${area}`, calendarDecider, [
    [calendarEventTypes.CalendarVersionAdopted, onJune(1), calendar('v1', 1)],
    [calendarEventTypes.CalendarVersionAdopted, onJune(12), calendar('v2', 12)],
  ]),
  story('intake', `catalogue-${area}`, catalogueDecider, [
    [catalogueEventTypes.ServiceMenuAdopted, onJune(1), { area, version: 'm1', items: [item('lamp')] }],
    [catalogueEventTypes.ServiceMenuAdopted, onJune(8), { area, version: 'm2', items: [item('lamp'), item('drain')] }],
  ]),
  story('volunteers', 'volunteer-v1', volunteerDecider, [
    [volunteerEventTypes.VolunteerRegistered, onJune(1), { person: 'person-1', area, retiredMember: true }],
    [volunteerEventTypes.HoursProposed, onJune(6), { ...hours, checkedOut: true }],
    [volunteerEventTypes.HoursConfirmed, onJune(8), { ...hours, minutes: 90 }],
  ]),
  story('volunteers', 'team-t1', teamDecider, [
    [teamEventTypes.TeamRegistered, onJune(1), { name: '红马甲', area, leader: 'v1', leaderPerson: 'person-1' }],
    [teamEventTypes.TeamMemberJoined, onJune(2), { volunteer: 'v2', person: 'person-2' }],
    [teamEventTypes.TeamMemberLeft, onJune(5), { volunteer: 'v2' }],
  ]),
  story('volunteers', 'activity-a1', activityDecider, [
    [
      activityEventTypes.ActivityDrafted,
      onJune(1),
      { area, theme: 'environment', title: '清理', team: 't1', organiser: 'v1', organiserPerson: 'person-1' },
    ],
    [
      activityEventTypes.ActivityPublished,
      onJune(2),
      {
        theme: 'environment',
        organiser: 'v1',
        frm: hours.frm,
        to: hours.to,
        place: '广场',
        risks: '湿滑',
        information: '自带水',
        capacity: 9,
      },
    ],
    [activityEventTypes.SignupSubmitted, onJune(3), { volunteer: 'v2', person: 'person-2' }],
    [activityEventTypes.SignupApproved, onJune(4), { volunteer: 'v2' }],
    [activityEventTypes.CheckedIn, onJune(6, '09:00'), { volunteer: 'v2', visit: 1 }],
    [activityEventTypes.CheckedOut, onJune(6, '11:00'), { volunteer: 'v2', visit: 1 }],
    [activityEventTypes.BeneficiaryRecorded, onJune(6), beneficiary('a')],
    [activityEventTypes.BeneficiaryRecorded, onJune(6), beneficiary('a')],
    [activityEventTypes.ActivityClosed, onJune(7), { people: 1, attendances: 2, volunteers: 1, withoutCheckOut: 0 }],
  ]),
  story('intake', 'resident-1', residentDecider, [
    [residentEventTypes.LegalHoldPlaced, onJune(1), { hold: 'h1', person: 'resident:1', ground: 'litigation' }],
    [residentEventTypes.PiiErasureRequested, onJune(2), erasure],
    [
      residentEventTypes.PiiErasureRefused,
      onJune(3),
      { ...erasure, reason: 'LEGAL_HOLD', holds: ['h1'], requestedBy: 'dpo-1', secondPerson: 'secretary-1' },
    ],
    [residentEventTypes.LegalHoldReleased, onJune(9), { hold: 'h1' }],
  ]),
];
