import { text, written } from './answer-schema.js';
import { askedQuestions, foundEvents, savedQueries } from './event-search.answer-schemas.js';
import { AuditPageQuery, SaveQueryBody, SearchEventsQuery } from './event-search.dto.js';
import { defineRoutes } from './route.js';

const read = { service: 'audit', tag: 'audit', method: 'GET', allow: ['AUD'], records: false, status: 200 } as const;
/** What auditors record is their own reading and nothing else (RULES §1.4, I5). */
const kept = { service: 'audit', tag: 'audit', allow: ['AUD'], records: true } as const;

/** Questions to the whole history of events, those that the audit unit keeps, and who asked what. */
export const eventSearchRoutes = defineRoutes(
  {
    ...read,
    id: 'searchEvents',
    answerSchema: foundEvents,
    path: '/v1/audit/events',
    query: SearchEventsQuery,
    summary: { en: 'Find events by type, actor, unit, area, source, either time, breaches and clear words', zh: '检索全部事件' },
  },
  {
    ...kept,
    method: 'POST',
    id: 'saveQuery',
    answerSchema: written({ savedQueryId: text }),
    path: '/v1/audit/saved-queries',
    body: SaveQueryBody,
    status: 201,
    summary: { en: 'Keep a search for the audit unit, sealed for it', zh: '保存检索条件（仅审计单位可见）' },
  },
  {
    ...read,
    id: 'listSavedQueries',
    answerSchema: savedQueries,
    path: '/v1/audit/saved-queries',
    query: AuditPageQuery,
    summary: { en: "The audit unit's saved searches", zh: '已保存的检索' },
  },
  {
    ...read,
    id: 'runSavedQuery',
    answerSchema: foundEvents,
    path: '/v1/audit/saved-queries/{savedQueryId}/events',
    query: AuditPageQuery,
    summary: { en: 'Run a saved search', zh: '运行已保存的检索' },
  },
  {
    ...kept,
    method: 'DELETE',
    id: 'deleteSavedQuery',
    answerSchema: written({ savedQueryId: text }),
    path: '/v1/audit/saved-queries/{savedQueryId}',
    status: 200,
    writes: 'audit',
    summary: { en: 'Drop a saved search; that it was kept stays in the ledger', zh: '删除已保存的检索' },
  },
  {
    ...read,
    allow: ['AUL'],
    id: 'listAskedQuestions',
    answerSchema: askedQuestions,
    path: '/v1/audit/questions',
    query: AuditPageQuery,
    summary: { en: 'What auditors of your unit asked, and who; for its lead alone', zh: '本单位审计查询记录（仅组长可见）' },
  },
);
