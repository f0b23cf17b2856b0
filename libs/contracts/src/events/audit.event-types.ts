import { defineEventTypes } from './event-type.js';

/** Events of `audit-*` streams, appended by audit alone. */
export const auditEventTypes = defineEventTypes(
  { context: 'audit', owner: 'audit', category: 'audit' },
  {
    /** What was asked is sealed for the audit unit: an inquiry must not warn the audited (DESIGN §8). */
    AuditQueryRun: {
      zh: '审计查询',
      data: {
        type: 'object',
        additionalProperties: false,
        required: ['query'],
        properties: { query: { enum: ['cases', 'history', 'state', 'replay', 'proof', 'verification', 'completeness'] } },
      },
    },
  },
);
