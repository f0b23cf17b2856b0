import { ownReceipts } from './audit.answer-schemas.js';
import { AuditPackQuery } from './pack.dto.js';
import { defineRoutes } from './route.js';

const read = { service: 'audit', method: 'GET', records: false, status: 200 } as const;

/** What is taken away to be proven elsewhere: cases as a pack (DESIGN §8, ADR 0013), a resident's own receipts. */
export const packRoutes = defineRoutes(
  {
    ...read,
    tag: 'audit',
    allow: ['AUD'],
    id: 'takeAuditPack',
    path: '/v1/audit/packs',
    query: AuditPackQuery,
    answerTypes: ['application/zip'],
    streams: true,
    summary: {
      en: 'A signed pack of cases, named or selected: events, receipts, rules used, frames, readable timelines',
      zh: '签名审计包',
    },
  },
  {
    ...read,
    tag: 'cases',
    allow: ['RES'],
    id: 'takeOwnReceipts',
    answerSchema: ownReceipts,
    path: '/v1/cases/{caseId}/receipts',
    summary: { en: "Receipts of one's own case: its registration, and what one did oneself", zh: '本人诉求的存证回执' },
  },
);
