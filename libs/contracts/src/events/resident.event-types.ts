import { personId } from './directory-schemas.js';
import { defineEventTypes, type JsonSchema } from './event-type.js';

const uuid: JsonSchema = { type: 'string', format: 'uuid' };
const code: JsonSchema = { type: 'string', pattern: '^[a-z-]{1,64}$' };
const reference: JsonSchema = { type: 'string', pattern: '^[A-Za-z0-9][A-Za-z0-9._-]{0,39}$' };
const holds: JsonSchema = { type: 'array', items: uuid, maxItems: 20 };
/** Requester, then approver. One alone where nobody chose: the routine that ends data whose retention is over. */
export const approvers: JsonSchema = { type: 'array', items: personId, minItems: 1, maxItems: 2, uniqueItems: true };
export const ofErasure = { erasure: uuid, person: personId, basis: code } as const;

const object = (properties: Readonly<Record<string, JsonSchema>>, optional: readonly string[] = []): JsonSchema => ({
  type: 'object',
  properties,
  required: Object.keys(properties).filter((name) => !optional.includes(name)),
  additionalProperties: false,
});

/** Events of `resident-*` streams, appended by intake alone: holds, and who asked for an erasure and who approved it. */
export const residentEventTypes = defineEventTypes(
  { context: 'resident', owner: 'intake', category: 'resident' },
  {
    LegalHoldPlaced: {
      zh: '设置证据保全',
      data: object({ hold: uuid, person: personId, caseId: uuid, ground: code, reference }, ['caseId', 'reference']),
    },
    LegalHoldReleased: { zh: '解除证据保全', data: object({ hold: uuid, reference }, ['reference']) },
    PiiErasureRequested: { zh: '申请删除个人信息', data: object(ofErasure) },
    PiiErasureRefused: {
      zh: '拒绝删除个人信息',
      data: object({
        ...ofErasure,
        reason: { enum: ['LEGAL_HOLD', 'IDENTITY_UNCLEAR', 'RETENTION_REQUIRED', 'MISTAKEN'] },
        holds,
        requestedBy: personId,
        secondPerson: personId,
      }),
    },
    PiiErasureApproved: { zh: '同意删除个人信息', data: object({ ...ofErasure, approvedBy: approvers }) },
  },
);
