import type { Problem } from '@huying/contracts';

/** What can be wrong with an auditor's question, beyond its form. */
export const auditProblems = {
  CASE_NOT_FOUND: {
    status: 404,
    zh: '没有这个诉求；可用 GET /v1/audit/cases 查找',
    en: 'No such case is known to audit; find cases with GET /v1/audit/cases',
  },
  CASE_AMBIGUOUS: {
    status: 409,
    zh: '多个来源系统有同一编号，请改用 details.caseIds 中的编号',
    en: 'More than one source has a case of this number; ask by one of `details.caseIds`',
  },
  TIMES_IN_WRONG_ORDER: { status: 400, zh: 'from 须早于 to', en: '`from` must lie before `to`' },
} as const satisfies Record<string, Problem>;

export type AuditProblemCode = keyof typeof auditProblems;
