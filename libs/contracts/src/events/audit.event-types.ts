import { services } from '../services.js';
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
  'stream-history',
  'stream-state',
  'stream-replay',
  'stream-difference',
  'rates',
  'rate-events',
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
    /**
     * How large the tree of each service's log was published, and with which root, once a day at most (DESIGN §7): the days of the
     * ledger, in a log that is itself in the ledger. Appended when a day has ended in which anything but this event was recorded.
     */
    LedgerCheckpointed: {
      zh: '存证日志检查点',
      data: {
        type: 'object',
        additionalProperties: false,
        required: ['logs'],
        properties: {
          logs: {
            type: 'array',
            items: {
              type: 'object',
              additionalProperties: false,
              required: ['source', 'size', 'root'],
              properties: {
                source: { enum: services },
                size: { type: 'integer', minimum: 0 },
                // Base64, as the log's own checkpoint states it.
                root: { type: 'string', pattern: '^[A-Za-z0-9+/]{43}=$' },
              },
            },
          },
        },
      },
    },
  },
);
