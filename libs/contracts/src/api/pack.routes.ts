import { AuditPackQuery } from './pack.dto.js';
import { defineRoutes } from './route.js';

/** A case, or a selection, to take away and to prove elsewhere (DESIGN §8, ADR 0013). */
export const packRoutes = defineRoutes({
  service: 'audit',
  tag: 'audit',
  method: 'GET',
  allow: ['AUD'],
  records: false,
  status: 200,
  id: 'takeAuditPack',
  path: '/v1/audit/packs',
  query: AuditPackQuery,
  answerTypes: ['application/zip'],
  summary: { en: 'A signed pack of cases: events, receipts, rules used, frames, readable timelines', zh: '签名审计包' },
});
