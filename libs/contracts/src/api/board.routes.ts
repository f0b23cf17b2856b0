import { openCasesAsOf, openWorkAsOf } from './board.answer-schemas.js';
import { OpenCasesAsOfQuery, OpenWorkAsOfQuery } from './board.dto.js';
import { defineRoutes } from './route.js';

const read = { service: 'audit', tag: 'audit', method: 'GET', allow: ['AUD'], records: false, status: 200 } as const;

/** Boards as of any pair of moments (DESIGN §8). */
export const boardRoutes = defineRoutes(
  {
    ...read,
    id: 'openWorkAsOf',
    answerSchema: openWorkAsOf,
    path: '/v1/audit/boards/open-work',
    query: OpenWorkAsOfQuery,
    summary: { en: 'Open work as of a moment, as known at a moment: by state, unit, grid … and due colour', zh: '某时刻的在办工单看板' },
  },
  {
    ...read,
    id: 'openCasesAsOf',
    answerSchema: openCasesAsOf,
    path: '/v1/audit/boards/open-work/cases',
    query: OpenCasesAsOfQuery,
    summary: { en: 'The cases behind a figure of that board', zh: '看板数字所含工单' },
  },
);
