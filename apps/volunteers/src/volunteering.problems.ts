import type { Problem } from '@huying/contracts';
import type { ActivityRefusal, TeamRefusal, VolunteerRefusal } from '@huying/domain-volunteering';

const outsideYourArea = { status: 403, zh: '不在您岗位的管辖范围内', en: 'Your post does not cover this area' } as const;
const volunteerNotFound = { status: 404, zh: '没有这位志愿者，请先登记', en: 'No such volunteer; register first' } as const;
const teamNotFound = { status: 404, zh: '没有这支志愿队', en: 'No such team' } as const;

export const volunteerProblems = {
  OUTSIDE_YOUR_AREA: outsideYourArea,
  VOLUNTEER_NOT_FOUND: volunteerNotFound,
  ALREADY_A_VOLUNTEER: { status: 409, zh: '已在其他社区登记为志愿者', en: 'This person is a volunteer of another community already' },
  VISIT_NOT_FOUND: { status: 404, zh: '没有这次签到记录', en: 'The activity knows of no such visit; check in first' },
  NOT_YOURS_TO_REPORT: {
    status: 403,
    zh: '只能申报本人的时长',
    en: 'Only the volunteer, the organiser or the staff may report these hours',
  },
  NOT_YOURS_TO_CONFIRM: { status: 403, zh: '只有活动组织者或社区可以确认时长', en: 'Only the organiser or the staff may confirm hours' },
  STILL_SERVING: { status: 409, zh: '尚未签退，请签退后或活动结束后再申报', en: 'The visit goes on: check out first, or wait for the end' },
  MINUTES_EXCEED_SERVICE: { status: 422, zh: '时长超过实际服务时间', en: 'More minutes than were served; see `details.most`' },
  HOURS_OVERLAP: { status: 422, zh: '与本人其他服务时段重叠', en: 'Overlaps other service of the same person' },
  RECORD_NOT_FOUND: { status: 404, zh: '尚未申报时长', en: 'No hours have been proposed for this visit' },
  HOURS_ALREADY_CONFIRMED: { status: 409, zh: '时长已记录，不能更改', en: 'These hours stand already' },
  DAILY_CAP_EXCEEDED: { status: 422, zh: '超过当日时长上限', en: 'More than one day may hold; see `details.left`' },
  HOURS_SELF_CONFIRMED: { status: 422, zh: '不能确认自己的时长', en: 'Nobody confirms his own hours' },
} as const satisfies Record<VolunteerRefusal, Problem>;

export const teamProblems = {
  OUTSIDE_YOUR_AREA: outsideYourArea,
  VOLUNTEER_NOT_FOUND: volunteerNotFound,
  TEAM_NOT_FOUND: teamNotFound,
  TEAM_ID_TAKEN: { status: 409, zh: '志愿队编号已使用', en: 'The team exists already' },
  NOT_YOUR_TEAM: {
    status: 403,
    zh: '只能本人加入或退出，或由队长、社区办理',
    en: 'Only the volunteer, the leader or the staff may do this',
  },
  LEADER_CANNOT_LEAVE: { status: 409, zh: '队长不能退出本队', en: 'The leader cannot leave the team' },
} as const satisfies Record<TeamRefusal, Problem>;

export const activityProblems = {
  OUTSIDE_YOUR_AREA: outsideYourArea,
  TEAM_NOT_FOUND: teamNotFound,
  VOLUNTEER_NOT_FOUND: volunteerNotFound,
  NOT_YOUR_ACTIVITY: { status: 403, zh: '只有活动组织者或社区可以办理', en: 'Only the organiser or the staff may do this' },
  NOT_YOUR_SIGNUP: { status: 403, zh: '只能为本人办理', en: 'Only the volunteer, the organiser or the staff may do this' },
  ACTIVITY_NOT_FOUND: { status: 404, zh: '没有这个活动', en: 'No such activity' },
  ACTIVITY_ID_TAKEN: { status: 409, zh: '活动编号已使用', en: 'The activity exists already' },
  BACKFILL_BY_NAME: { status: 422, zh: '活动名称不得含“补录”', en: 'An activity may not be named as back-filling' },
  PERSONAL_DATA_IN_NOTICE: {
    status: 422,
    zh: '公开内容不得含电话、证件等号码，见 details.field',
    en: 'Public texts may hold no telephone or identity numbers; see `details.field`',
  },
  ACTIVITY_ALREADY_STARTED: { status: 422, zh: '须在活动开始之前办理', en: 'This must be done before the activity starts' },
  ACTIVITY_ENDS_BEFORE_START: { status: 422, zh: '结束时间须晚于开始时间', en: 'It must end later than it starts' },
  ACTIVITY_NOT_PUBLISHED: { status: 409, zh: '活动尚未发布', en: 'The activity is not published yet' },
  ACTIVITY_ALREADY_PUBLISHED: { status: 409, zh: '活动已发布', en: 'The activity is published already' },
  ACTIVITY_CANCELLED: { status: 409, zh: '活动已取消', en: 'The activity was called off' },
  ACTIVITY_CLOSED: { status: 409, zh: '活动已结束', en: 'The record of this activity is closed' },
  ACTIVITY_NOT_OVER: { status: 409, zh: '活动尚未结束', en: 'The activity is not over yet' },
  ACTIVITY_NOT_BEGUN: { status: 409, zh: '活动尚未开始', en: 'The activity has not begun yet' },
  SIGNUP_CLOSED: { status: 409, zh: '招募已截止', en: 'Recruitment is over' },
  NOT_SIGNED_UP: { status: 409, zh: '尚未报名', en: 'Not signed up' },
  ON_WAITING_LIST: { status: 409, zh: '尚在候补中', en: 'Still on the waiting list' },
  ALREADY_SERVED: { status: 409, zh: '已签到，不能取消报名', en: 'Who has served cannot give the place back' },
  ALREADY_CHECKED_IN: { status: 409, zh: '已签到，请先签退', en: 'Checked in already; check out first' },
  NOT_CHECKED_IN: { status: 409, zh: '尚未签到', en: 'Not checked in' },
  TOO_MANY_VISITS: { status: 422, zh: '当日签到次数已达上限', en: 'No more check-ins today; see `details.most`' },
  OUTSIDE_ACTIVITY_WINDOW: {
    status: 422,
    zh: '不在活动时间或地点范围内',
    en: 'Too early, too late, or too far from the place of the activity',
  },
  TOO_MANY_BENEFICIARIES: { status: 422, zh: '一次最多记录一百人次', en: 'At most 100 attendances at once' },
} as const satisfies Record<ActivityRefusal, Problem>;
