import {
  auditedCases,
  caseHistory,
  caseProof,
  caseReplay,
  caseState,
  completeness,
  verification,
  caseDifference,
  caseKnowledge,
} from './audit.answer-schemas.js';
import {
  AuditCasesQuery,
  AuditHistoryQuery,
  AuditReplayQuery,
  AuditStateQuery,
  AuditDifferenceQuery,
  AuditKnowledgeQuery,
} from './audit.dto.js';
import { caseConformance, conformanceSum } from './conformance.answer-schemas.js';
import { ExportQuery, HistorySelectionQuery } from './history-export.dto.js';
import { VerificationQuery } from './ledger.dto.js';
import { defineRoutes } from './route.js';

const read = { service: 'audit', tag: 'audit', method: 'GET', allow: ['AUD'], records: false, status: 200 } as const;

/** What auditors ask; every question is recorded (DESIGN §8). `{caseId}` may be the number that an imported case had at its source. */
export const auditRoutes = defineRoutes(
  {
    ...read,
    id: 'findAuditedCases',
    answerSchema: auditedCases,
    path: '/v1/audit/cases',
    query: AuditCasesQuery,
    summary: { en: 'Find cases, native and imported', zh: '查找诉求' },
  },
  {
    ...read,
    id: 'auditCaseHistory',
    answerSchema: caseHistory,
    path: '/v1/audit/cases/{caseId}/history',
    query: AuditHistoryQuery,
    summary: { en: 'Every event of a case, with both times, actor, cause and position', zh: '诉求全部事件' },
  },
  {
    ...read,
    id: 'auditCaseState',
    answerSchema: caseState,
    path: '/v1/audit/cases/{caseId}/state',
    query: AuditStateQuery,
    summary: { en: 'How a case stood at a moment, as known at a moment', zh: '诉求在某时刻的状态' },
  },
  {
    ...read,
    id: 'replayCase',
    answerSchema: caseReplay,
    path: '/v1/audit/cases/{caseId}/replay',
    query: AuditReplayQuery,
    summary: { en: 'A case step by step: what changed, who, who held it, which deadline ran', zh: '诉求回放' },
  },
  {
    ...read,
    id: 'compareCaseStates',
    answerSchema: caseDifference,
    path: '/v1/audit/cases/{caseId}/difference',
    query: AuditDifferenceQuery,
    summary: { en: 'What tells two states of a case apart, and the events that made the difference', zh: '诉求两个时刻之间的差异' },
  },
  {
    ...read,
    id: 'auditDecidersKnowledge',
    answerSchema: caseKnowledge,
    path: '/v1/audit/cases/{caseId}/knowledge',
    query: AuditKnowledgeQuery,
    summary: { en: 'What whoever decided an event of a case knew of it, and what he had not read', zh: '作出决定时所知' },
  },
  {
    ...read,
    id: 'proveCase',
    answerSchema: caseProof,
    path: '/v1/audit/cases/{caseId}/proof',
    summary: { en: 'Every event of a case with the receipt that proves it stands in its log', zh: '诉求的存证回执' },
  },
  {
    ...read,
    id: 'verifyLog',
    answerSchema: verification,
    path: '/v1/audit/verification',
    query: VerificationQuery,
    summary: { en: "A stretch of a service's log compared with audit's copy and the published tree", zh: '核对日志、审计副本与存证' },
  },
  {
    ...read,
    id: 'auditCompleteness',
    answerSchema: completeness,
    path: '/v1/audit/completeness',
    summary: { en: "Up to which position audit's copy of each log is complete", zh: '审计副本完整性' },
  },
  {
    ...read,
    id: 'caseConformance',
    answerSchema: caseConformance,
    path: '/v1/audit/cases/{caseId}/conformance',
    query: AuditHistoryQuery,
    summary: { en: 'Whether a case followed the lifecycle, and the step that deviates where it did not', zh: '诉求流程符合性' },
  },
  {
    ...read,
    id: 'conformanceSum',
    streams: true,
    answerSchema: conformanceSum,
    path: '/v1/audit/conformance',
    query: HistorySelectionQuery,
    summary: { en: 'How many cases of a selection followed the lifecycle, and which steps deviate', zh: '流程符合性汇总' },
  },
  {
    ...read,
    id: 'exportXes',
    streams: true,
    answerTypes: ['application/xml', 'application/gzip'],
    path: '/v1/audit/exports/xes',
    query: ExportQuery,
    summary: { en: 'Case histories for process mining, as an XES event log (IEEE 1849-2016); nothing personal', zh: '导出 XES 事件日志' },
  },
  {
    ...read,
    id: 'exportOcel',
    streams: true,
    answerTypes: ['application/json', 'application/gzip'],
    path: '/v1/audit/exports/ocel',
    query: ExportQuery,
    summary: {
      en: 'Case histories for process mining, as an object-centric event log (OCEL 2.0 JSON); nothing personal',
      zh: '导出 OCEL 2.0 事件日志',
    },
  },
);
