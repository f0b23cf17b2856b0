import { areaCode, digest, identifier, moment, personId, title } from './directory-schemas.js';
import { defineEventTypes, type JsonSchema } from './event-type.js';

/** What activities are about; 环保, 政策宣讲 and 扶贫帮困 are those of RULES §8. */
const theme = { enum: ['environment', 'policy-talk', 'hardship-relief', 'elder-care', 'public-order', 'other'] } as const;
const count = { type: 'integer', minimum: 0 } as const;
const notice = { type: 'string', minLength: 1, maxLength: 500 } as const;
const metres = { type: 'integer', minimum: 0, maximum: 100_000 } as const;
const visit = { type: 'integer', minimum: 1 } as const;

const ofVolunteer: JsonSchema = { type: 'object', required: ['volunteer'], properties: { volunteer: identifier } };
const ofVisit: JsonSchema = { type: 'object', required: ['volunteer', 'visit'], properties: { volunteer: identifier, visit, metres } };

/** Events of `activity-*` streams, appended by volunteers alone. Sealed beside them: the `reason` of a cancellation. */
export const activityEventTypes = defineEventTypes(
  { context: 'activity', owner: 'volunteers', category: 'activity' },
  {
    ActivityDrafted: {
      zh: '活动已起草',
      data: {
        type: 'object',
        required: ['area', 'theme', 'title', 'team', 'organiser', 'organiserPerson'],
        properties: { area: areaCode, theme, title, team: identifier, organiser: identifier, organiserPerson: personId },
      },
    },
    ActivityPublished: {
      zh: '活动已发布',
      data: {
        type: 'object',
        required: ['theme', 'organiser', 'frm', 'to', 'place', 'risks', 'information', 'capacity'],
        properties: {
          theme,
          organiser: identifier,
          frm: moment,
          to: moment,
          place: title,
          risks: notice,
          information: notice,
          capacity: { type: 'integer', minimum: 1, maximum: 500 },
        },
      },
    },
    ActivityCancelled: { zh: '活动已取消', data: { type: 'object', properties: {} } },
    SignupSubmitted: {
      zh: '已报名',
      data: { type: 'object', required: ['volunteer', 'person'], properties: { volunteer: identifier, person: personId } },
    },
    SignupApproved: { zh: '已录取', data: ofVolunteer },
    SignupWaitlisted: { zh: '已候补', data: ofVolunteer },
    SignupCancelled: { zh: '已取消报名', data: ofVolunteer },
    CheckedIn: { zh: '已签到', data: ofVisit },
    CheckedOut: { zh: '已签退', data: ofVisit },
    BeneficiaryRecorded: {
      zh: '已记录受益人',
      data: { type: 'object', required: ['beneficiary'], properties: { beneficiary: digest } },
    },
    ActivityClosed: {
      zh: '活动已结束',
      data: {
        type: 'object',
        required: ['people', 'attendances', 'volunteers', 'withoutCheckOut'],
        properties: { people: count, attendances: count, volunteers: count, withoutCheckOut: count },
      },
    },
  },
);
