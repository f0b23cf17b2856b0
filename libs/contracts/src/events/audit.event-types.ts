import { defineEventTypes } from './event-type.js';

/** What an auditor can ask, as the record of his asking names it. */
export const auditQueries = [
  'cases',
  'history',
  'state',
  'replay',
  'proof',
  'verification',
  'completeness',
  'events',
  'saved-queries',
  'saved-query',
  'questions',
  'difference',
  'knowledge',
  'open-work',
  'open-work-cases',
  'pack',
  'export',
  'conformance',
  'conformance-sum',
] as const;
export type AuditQuery = (typeof auditQueries)[number];

/** Events of `audit-*` streams, appended by audit alone. */
export const auditEventTypes = defineEventTypes(
  { context: 'audit', owner: 'audit', category: 'audit' },
  {
    /**
     * What was asked is sealed for the audit unit, and who asked for its lead: an inquiry must not warn the audited (DESIGN §8). The
     * envelope's actor is the unit. Sealed: `question`, `asker`.
     */
    AuditQueryRun: {
      zh: '审计查询',
      data: {
        type: 'object',
        additionalProperties: false,
        required: ['query'],
        properties: {
          query: {
            enum: auditQueries,
          },
        },
      },
    },
    /** A query that the audit unit keeps. Sealed: `query` (its name and filters), `asker`. */
    AuditQuerySaved: { zh: '保存审计查询', data: { type: 'object', additionalProperties: false, properties: {} } },
    AuditQueryDeleted: { zh: '删除已存审计查询', data: { type: 'object', additionalProperties: false, properties: {} } },
  },
);
