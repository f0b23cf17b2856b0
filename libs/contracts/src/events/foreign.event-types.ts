import { defineEventTypes, type JsonSchema } from './event-type.js';

const label = { type: 'string', maxLength: 200 } as const;
const hash = { type: 'string', pattern: '^[0-9a-f]{64}$' } as const;
const instant = { type: 'string', format: 'date-time' } as const;

const aboutCase: JsonSchema = {
  type: 'object',
  additionalProperties: false,
  properties: {
    channel: label,
    department: label,
    service: label,
    serviceCode: label,
    responsible: label,
    responsibleGroup: label,
    openedAt: instant,
    closedAt: instant,
    deadline: instant,
    plannedEnd: instant,
    status: label,
  },
};

const link: JsonSchema = {
  type: 'object',
  additionalProperties: false,
  required: ['kind', 'case', 'caseId'],
  properties: {
    kind: { enum: ['follow-on-created', 'follow-on-closed', 'parent'] },
    case: label,
    caseId: { type: 'string', format: 'uuid' },
    service: label,
    agency: label,
  },
};

const provenance: JsonSchema = {
  type: 'object',
  additionalProperties: false,
  required: ['format', 'file', 'locator', 'timeText', 'bytes', 'kept'],
  properties: {
    format: { enum: ['xes', 'xes-csv', 'open311-json'] },
    file: hash,
    locator: label,
    timeText: { type: 'string', maxLength: 64 },
    bytes: { type: 'integer', minimum: 0 },
    kept: { enum: ['text', 'digest'] },
  },
};

const activity = {
  system: label,
  case: label,
  row: { type: 'string', maxLength: 300 },
  digest: hash,
  kind: { enum: ['activity', 'request', 'note'] },
  activity: label,
  transition: label,
  resource: label,
  group: label,
  about: aboutCase,
  links: { type: 'array', maxItems: 20, items: link },
  provenance,
} as const;
const required = ['system', 'case', 'row', 'digest', 'kind', 'activity', 'provenance'];

/** Events of `foreign-*` streams: histories imported from other systems, one event per source row. Appended by intake alone. */
export const foreignEventTypes = defineEventTypes(
  { context: 'foreign', owner: 'intake', category: 'foreign' },
  {
    ForeignActivityRecorded: {
      zh: '外部活动导入',
      data: { type: 'object', required, properties: activity },
    },
    ForeignActivityCorrected: {
      zh: '外部活动更正',
      data: {
        type: 'object',
        required: [...required, 'corrects'],
        properties: {
          ...activity,
          corrects: { type: 'object', additionalProperties: false, required: ['digest'], properties: { digest: hash } },
        },
      },
    },
  },
);
