import { defineEventTypes, type JsonSchema } from './event-type.js';

const text: JsonSchema = { type: 'string', minLength: 1, maxLength: 200 };
const code: JsonSchema = { type: 'string', minLength: 1, maxLength: 64 };
const instant: JsonSchema = { type: 'string', format: 'date-time' };
const count: JsonSchema = { type: 'integer', minimum: 1 };
const yesNo: JsonSchema = { type: 'boolean' };
const area: JsonSchema = { type: 'string', pattern: '^[0-9]{6,17}$' };
const caseType: JsonSchema = { enum: ['REPAIR', 'ENVIRONMENT', 'MEDIATION', 'HOMECERT', 'CONSULT', 'COMPLAINT', 'EMERGENCY'] };
const contactWish: JsonSchema = { enum: ['phone', 'anonymous', 'declined', 'staff-found'] };
const priority: JsonSchema = { enum: ['critical', 'urgent', 'normal', 'complex'] };
const fields: JsonSchema = { type: 'array', items: { enum: ['name', 'phone', 'words', 'spot'] }, minItems: 1, uniqueItems: true };

const object = (properties: Readonly<Record<string, JsonSchema>>, optional: readonly string[] = []): JsonSchema => ({
  type: 'object',
  properties,
  required: Object.keys(properties).filter((name) => !optional.includes(name)),
  additionalProperties: false,
});

const owner = { person: text, unit: { type: 'string', maxLength: 200 }, post: text } as const;
const place = { grid: code, building: code, entrance: code } as const;

/** Events of `case-*` streams, appended by intake alone. */
export const caseEventTypes = defineEventTypes(
  { context: 'case', owner: 'intake', category: 'case' },
  {
    CaseRegistered: {
      zh: '诉求登记',
      data: object(
        {
          area,
          type: caseType,
          service: code,
          menu: code,
          channel: { enum: ['online', 'phone', 'counter', 'patrol'] },
          place: object(place, ['grid', 'building', 'entrance']),
          contact: contactWish,
          complainant: text,
          keyHolder: text,
          subjectUnit: text,
        },
        ['complainant', 'subjectUnit'],
      ),
    },
    FirstContactAssigned: { zh: '确定首问责任人', data: object({ ...owner, basis: { enum: ['asked', 'duty', 'default'] } }, ['post']) },
    FirstContactHandedOver: { zh: '首问移交', data: object({ from: text, to: object(owner, ['post']) }) },
    FirstContactHandoverAccepted: { zh: '接受首问移交', data: object({ ...owner, from: text }, ['post']) },
    FirstContactDischarged: { zh: '首问责任解除', data: object({ person: text, replied: yesNo }) },
    ResultReplied: { zh: '答复诉求人', data: object({ via: { enum: ['phone', 'relay', 'visit', 'message'] } }) },
    CaseAnsweredDirectly: { zh: '即时答复', data: object({ service: code }) },
    CaseAccepted: {
      zh: '受理(接单)',
      data: object(
        {
          handover: count,
          cycle: count,
          area,
          type: caseType,
          service: code,
          priority,
          place: object(place, ['entrance']),
          contact: contactWish,
          complainant: text,
          keyHolder: text,
          subjectUnit: text,
          duplicates: { type: 'array', items: text, maxItems: 20 },
        },
        ['complainant', 'subjectUnit'],
      ),
    },
    HandoverTaken: {
      zh: '接回交接',
      data: object({ handover: count, outcome: { enum: ['completed', 'withdrawn'] }, handler: object({ unit: text, person: text }) }, [
        'handler',
      ]),
    },
    DeadlineSet: {
      zh: '设定期限',
      data: object({
        timer: { type: 'string', pattern: '^TM(0[1-9]|1[0-6])$' },
        start: instant,
        due: instant,
        provisional: yesNo,
        priority,
        policy: code,
        calendar: code,
      }),
    },
    CallbackAttempted: {
      zh: '尝试回访',
      data: object({ try: count, answered: yesNo, durationSeconds: { type: 'integer', minimum: 0 }, registeredNumber: yesNo }),
    },
    CallbackCompleted: { zh: '完成回访', data: object({ answer: { enum: ['resolved', 'partly', 'unresolved'] }, contacted: yesNo }) },
    RatingSubmitted: {
      zh: '评价(评单)',
      data: object({
        grade: { enum: ['非常满意', '满意', '基本满意', '不满意', '非常不满意'] },
        by: { enum: ['resident', 'callback', 'handler'] },
      }),
    },
    CaseClosed: { zh: '结案', data: object({ reason: { enum: ['answered', 'unreached', 'none-owed'] } }) },
    CaseWithdrawn: { zh: '撤单', data: object({ by: { enum: ['resident', 'callback', 'handler'] }, call: text }, ['call']) },
    PiiRevealed: {
      zh: '查看个人信息',
      data: object({ fields, ground: { enum: ['assignment', 'first-contact', 'callback', 'desk', 'none'] } }),
    },
    PiiRevealDenied: { zh: '查看个人信息被拒', data: object({ fields }) },
  },
);
