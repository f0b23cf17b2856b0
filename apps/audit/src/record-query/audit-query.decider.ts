import { happened, type Command, type Decider, type Fact, type Json } from '@huying/kernel';

export const auditQueries = ['cases', 'history', 'state', 'replay', 'proof', 'verification', 'completeness'] as const;
export type AuditQuery = (typeof auditQueries)[number];

export type AuditQueryRun = Fact<'AuditQueryRun', { readonly query: AuditQuery }>;
export type RunAuditQuery = Command<'RunAuditQuery', { readonly query: AuditQuery; readonly question: Json }>;

/** Whose key seals what was asked: only the audit unit can open it, so that an inquiry does not warn the audited (DESIGN §8). */
export const auditUnit = 'unit:audit';

/** The record of an auditor's reading, the one thing that auditors write (RULES I5). Nothing is refused: it has happened. */
export const auditQueryDecider: Decider<{ readonly run: boolean }, RunAuditQuery, AuditQueryRun, never> = {
  initial: { run: false },
  decide: ({ data: { query, question } }) =>
    happened<AuditQueryRun>({
      type: 'AuditQueryRun',
      data: { query },
      secrets: [{ part: 'question', person: auditUnit, value: question }],
    }),
  evolve: () => ({ run: true }),
};
