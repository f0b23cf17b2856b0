import { defineRoutes } from './route.js';
import {
  ActivitiesQuery,
  AttendanceBody,
  BeneficiariesBody,
  CancelActivityBody,
  CursorQuery,
  DraftActivityBody,
  HoursBody,
  PublishActivityBody,
  RegisterTeamBody,
  RegisterVolunteerBody,
  TeamsQuery,
  VolunteerBody,
  VolunteersQuery,
} from './volunteering.dto.js';

const onVolunteers = { service: 'volunteers', tag: 'volunteering' } as const;
const create = { ...onVolunteers, method: 'POST', records: true, status: 201 } as const;
const change = { ...onVolunteers, method: 'POST', records: true, status: 200 } as const;
const read = { ...onVolunteers, method: 'GET', records: false, status: 200 } as const;
/** Whoever holds several of these acts in the first: a clerk who volunteers as well does not lose his say. */
const staff = ['ACC', 'SEC', 'FQ'];
/** Which volunteer may do what to whom is the decider's to say: a leader acts for his team, anybody for himself. */
const volunteersAndStaff = [...staff, 'LEA', 'VOL'];
const readers = [...staff, 'LEA', 'ST', 'SUP', 'AUD'];

/** Volunteers, teams, activities, hours and beneficiaries (RULES §4). */
export const volunteeringRoutes = defineRoutes(
  {
    ...create,
    id: 'registerVolunteer',
    path: '/v1/volunteers',
    allow: 'anyone',
    body: RegisterVolunteerBody,
    summary: { en: 'Register as a volunteer, or register somebody at the counter', zh: '登记志愿者' },
  },
  {
    ...read,
    id: 'listVolunteers',
    path: '/v1/volunteers',
    allow: readers,
    query: VolunteersQuery,
    summary: { en: 'Volunteers with their confirmed hours, without personal data', zh: '志愿者列表' },
  },
  {
    ...read,
    id: 'viewMyVolunteering',
    path: '/v1/volunteers/me',
    allow: ['VOL', 'LEA'],
    summary: { en: 'My hours and teams', zh: '我的志愿服务' },
  },
  {
    ...read,
    id: 'listMyOrders',
    path: '/v1/volunteers/me/orders',
    allow: ['VOL', 'LEA', 'HAN', 'HLD'],
    query: CursorQuery,
    summary: { en: 'Orders given to me, with what I may do about each now', zh: '派给我的工单' },
  },
  {
    ...read,
    id: 'listHours',
    path: '/v1/volunteers/{volunteerId}/hours',
    allow: [...readers, 'VOL'],
    query: CursorQuery,
    summary: { en: 'Hours of one volunteer, record by record', zh: '志愿时长明细' },
  },
  {
    ...create,
    id: 'registerTeam',
    path: '/v1/teams',
    allow: staff,
    body: RegisterTeamBody,
    summary: { en: 'Register a volunteer team and its leader', zh: '登记志愿队' },
  },
  { ...read, id: 'listTeams', path: '/v1/teams', allow: 'anyone', query: TeamsQuery, summary: { en: 'Volunteer teams', zh: '志愿队列表' } },
  {
    ...change,
    id: 'joinTeam',
    path: '/v1/teams/{teamId}/members',
    allow: volunteersAndStaff,
    body: VolunteerBody,
    summary: { en: 'Join a team', zh: '加入志愿队' },
  },
  {
    ...change,
    id: 'leaveTeam',
    path: '/v1/teams/{teamId}/members/{volunteerId}/departure',
    allow: volunteersAndStaff,
    summary: { en: 'Leave a team', zh: '退出志愿队' },
  },
  {
    ...create,
    id: 'draftActivity',
    path: '/v1/activities',
    allow: volunteersAndStaff,
    body: DraftActivityBody,
    summary: { en: 'Plan an activity of a team', zh: '起草活动' },
  },
  {
    ...read,
    id: 'listActivities',
    path: '/v1/activities',
    allow: 'anyone',
    query: ActivitiesQuery,
    summary: { en: 'Activities with places, attendance and beneficiaries', zh: '活动列表' },
  },
  {
    ...read,
    id: 'viewActivity',
    path: '/v1/activities/{activityId}',
    allow: 'anyone',
    summary: { en: 'One activity; who takes part only for its organiser and the staff', zh: '活动详情' },
  },
  {
    ...change,
    id: 'publishActivity',
    path: '/v1/activities/{activityId}/publication',
    allow: staff,
    body: PublishActivityBody,
    summary: { en: 'Publish it before it starts: time, place, risks, capacity', zh: '发布活动' },
  },
  {
    ...change,
    id: 'cancelActivity',
    path: '/v1/activities/{activityId}/cancellation',
    allow: volunteersAndStaff,
    body: CancelActivityBody,
    summary: { en: 'Call it off before it starts', zh: '取消活动' },
  },
  {
    ...change,
    id: 'signUp',
    path: '/v1/activities/{activityId}/signups',
    allow: volunteersAndStaff,
    body: VolunteerBody,
    summary: { en: 'Sign up, or wait for a place', zh: '报名' },
  },
  {
    ...change,
    id: 'cancelSignUp',
    path: '/v1/activities/{activityId}/signups/{volunteerId}/cancellation',
    allow: volunteersAndStaff,
    summary: { en: 'Give the place back; the next on the waiting list gets it', zh: '取消报名' },
  },
  {
    ...change,
    id: 'checkIn',
    path: '/v1/activities/{activityId}/check-ins',
    allow: volunteersAndStaff,
    body: AttendanceBody,
    summary: { en: 'Check in: near the place, from 30 minutes before the start', zh: '签到' },
  },
  {
    ...change,
    id: 'checkOut',
    path: '/v1/activities/{activityId}/check-outs',
    allow: volunteersAndStaff,
    body: AttendanceBody,
    summary: { en: 'Check out', zh: '签退' },
  },
  {
    ...change,
    id: 'proposeHours',
    path: '/v1/activities/{activityId}/hours',
    allow: volunteersAndStaff,
    body: HoursBody,
    summary: { en: 'Propose the minutes of a visit', zh: '申报时长' },
  },
  {
    ...change,
    id: 'confirmHours',
    path: '/v1/activities/{activityId}/hours/confirmation',
    allow: volunteersAndStaff,
    body: HoursBody,
    summary: { en: 'Confirm them: the organiser or the staff, nobody his own', zh: '确认时长' },
  },
  {
    ...change,
    id: 'recordBeneficiaries',
    path: '/v1/activities/{activityId}/beneficiaries',
    allow: volunteersAndStaff,
    body: BeneficiariesBody,
    summary: { en: 'Record whom it served: distinct people and attendances', zh: '记录受益人' },
  },
  {
    ...change,
    id: 'closeActivity',
    path: '/v1/activities/{activityId}/closing',
    allow: volunteersAndStaff,
    summary: { en: 'Close its record after it is over', zh: '结束活动' },
  },
);
