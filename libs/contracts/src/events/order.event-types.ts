import { defineEventTypes, type JsonSchema } from './event-type.js';

const text: JsonSchema = { type: 'string', minLength: 1, maxLength: 200 };
const code: JsonSchema = { type: 'string', minLength: 1, maxLength: 64 };
const instant: JsonSchema = { type: 'string', format: 'date-time' };
const count: JsonSchema = { type: 'integer', minimum: 1 };
const sha256: JsonSchema = { type: 'string', pattern: '^[0-9a-f]{64}$' };
const priority: JsonSchema = { enum: ['critical', 'urgent', 'normal', 'complex'] };
const evidenceKind: JsonSchema = { enum: ['photo-before', 'photo-after', 'photo-site', 'cost-source', 'sign', 'visit-record'] };
const via: JsonSchema = { enum: ['phone', 'relay', 'visit', 'message'] };
const revealed: JsonSchema = { type: 'array', items: text, minItems: 1, maxItems: 20 };
const handler = { unit: text, person: text };

const object = (properties: Readonly<Record<string, JsonSchema>>, optional: readonly string[] = []): JsonSchema => ({
  type: 'object',
  properties,
  required: Object.keys(properties).filter((name) => !optional.includes(name)),
  additionalProperties: false,
});

/** What dispatch takes over of a case; `CaseAccepted` carries the same members. */
const matter = {
  area: { type: 'string', pattern: '^[0-9]{6,17}$' },
  type: { enum: ['REPAIR', 'ENVIRONMENT', 'MEDIATION', 'HOMECERT', 'CONSULT', 'COMPLAINT', 'EMERGENCY'] },
  service: code,
  priority,
  place: object({ grid: code, building: code, entrance: code }, ['entrance']),
  contact: { enum: ['phone', 'anonymous', 'declined', 'staff-found'] },
  complainant: text,
  keyHolder: text,
  subjectUnit: text,
} as const;

/** Events of `order-*` streams, appended by dispatch alone. */
export const orderEventTypes = defineEventTypes(
  { context: 'order', owner: 'dispatch', category: 'order' },
  {
    HandoverTaken: { zh: '接收交接', data: object({ handover: count, cycle: count, ...matter }, ['complainant', 'subjectUnit']) },
    CaseDispatched: { zh: '派单', data: object({ dispatch: count, ...handler, volunteer: { type: 'boolean' }, item: code, priority }) },
    DeadlineSet: {
      zh: '设定期限',
      data: object({
        timer: { type: 'string', pattern: '^TM(0[1-9]|1[0-6])$' },
        start: instant,
        due: instant,
        provisional: { type: 'boolean' },
        priority,
        policy: code,
        calendar: code,
        basis: { enum: ['dispatch', 'sign-off', 'return', 'completion'] },
      }),
    },
    CaseSigned: { zh: '签收', data: object(handler) },
    ReturnRequested: { zh: '申请退单', data: object({ unit: text, afterSignOff: { type: 'boolean' }, request: count }) },
    ReturnApproved: { zh: '同意退单', data: object({ request: count }) },
    ReturnRejected: { zh: '驳回退单', data: object({ request: count }) },
    HandlerDesignated: { zh: '会商后指定承办', data: object(handler) },
    ResidentContacted: { zh: '联系诉求人', data: object({ via, effective: { type: 'boolean' } }) },
    ContactAttemptFailed: { zh: '联系未果', data: object({ via, try: count }) },
    EvidenceAttached: {
      zh: '附上证据',
      data: object({ kind: evidenceKind, sha256, contentKey: sha256, mediaType: text, bytes: count }),
    },
    CompletionReported: {
      zh: '报办结',
      data: object({
        ...handler,
        contact: { enum: ['contacted', 'failed-tries', 'none-owed', 'missing'] },
        evidence: { type: 'array', items: evidenceKind, uniqueItems: true },
      }),
    },
    CompletionRejected: { zh: '审核退回', data: object({}) },
    CompletionAccepted: { zh: '审核通过', data: object({ handover: count, handler: object(handler) }) },
    CaseWithdrawn: {
      zh: '撤单',
      data: object({ by: { enum: ['resident', 'callback', 'handler'] }, call: text, handover: count, lapsed: { const: 'return' } }, [
        'call',
        'lapsed',
      ]),
    },
    PiiRevealed: {
      zh: '查看隐私内容',
      data: object({ fields: revealed, ground: { enum: ['assignment', 'duty', 'inquiry', 'none'] } }),
    },
    PiiRevealDenied: { zh: '查看隐私内容被拒', data: object({ fields: revealed }) },
  },
);
