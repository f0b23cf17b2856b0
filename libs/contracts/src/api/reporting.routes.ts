import {
  activityCounts,
  attendancePage,
  caseCounts,
  countedCasePage,
  countedMemberPage,
  openCasePage,
  openWork,
  rates,
} from './reporting.answer-schemas.js';
import {
  ActivityEventsQuery,
  MonthsQuery,
  OpenWorkCasesQuery,
  RateEventsQuery,
  RatesQuery,
  RegisteredCasesQuery,
  ReportQuery,
} from './reporting.dto.js';
import { defineRoutes } from './route.js';

const read = { service: 'reporting', tag: 'reports', method: 'GET', records: false, status: 200 } as const;
const readers = ['ACC', 'DIS', 'HLD', 'REV', 'CBK', 'SEC', 'ST', 'DEP', 'SUP', 'AUD'];

/** Figures, each with the events behind it (RULES §2). `parkedEvents` counts what waits and could change an answer. */
export const reportingRoutes = defineRoutes(
  {
    ...read,
    id: 'reportOpenWork',
    answerSchema: openWork,
    path: '/v1/reports/open-work',
    allow: readers,
    query: ReportQuery,
    summary: { en: 'Open cases by state and due colour', zh: '在办件：按状态与三色' },
  },
  {
    ...read,
    id: 'listOpenWork',
    answerSchema: openCasePage,
    path: '/v1/reports/open-work/cases',
    allow: readers,
    query: OpenWorkCasesQuery,
    summary: { en: 'The open cases behind a figure, with the events that made them so', zh: '在办件明细' },
  },
  {
    ...read,
    id: 'reportCases',
    answerSchema: caseCounts,
    path: '/v1/reports/cases',
    allow: readers,
    query: MonthsQuery,
    summary: { en: 'Registered and closed cases by kind and month', zh: '诉求量：按类型与月份' },
  },
  {
    ...read,
    id: 'listReportedCases',
    answerSchema: countedCasePage,
    path: '/v1/reports/cases/events',
    allow: readers,
    query: RegisteredCasesQuery,
    summary: { en: 'The registrations behind a figure', zh: '诉求量明细' },
  },
  {
    ...read,
    id: 'reportActivities',
    answerSchema: activityCounts,
    path: '/v1/reports/activities',
    allow: readers,
    query: MonthsQuery,
    summary: { en: 'Activities by theme and month: distinct people and attendances', zh: '活动：按主题与月份（人、人次）' },
  },
  {
    ...read,
    id: 'listActivityEvents',
    answerSchema: attendancePage,
    path: '/v1/reports/activities/events',
    allow: readers,
    query: ActivityEventsQuery,
    summary: { en: 'The attendances behind a figure', zh: '活动受益明细' },
  },
  {
    ...read,
    id: 'reportRates',
    answerSchema: rates,
    path: '/v1/reports/rates',
    allow: readers,
    query: RatesQuery,
    summary: {
      en: 'Response, on-time, sign-off, resolution and satisfaction rates of a period',
      zh: '响应率、按时办结率、按时签收率、解决率、满意率',
    },
  },
  {
    ...read,
    id: 'listRateEvents',
    answerSchema: countedMemberPage,
    path: '/v1/reports/rates/events',
    allow: readers,
    query: RateEventsQuery,
    summary: { en: 'The cases and events behind a rate', zh: '各率明细' },
  },
);
