import type { AuditQuery } from '@huying/contracts';
import { happened, type Actor, type Command, type Decider, type Fact, type Json, type Secret } from '@huying/kernel';

export type AuditQueryRun = Fact<'AuditQueryRun', { readonly query: AuditQuery }>;
export type RunAuditQuery = Command<'RunAuditQuery', { readonly query: AuditQuery; readonly question: Json; readonly asker: Asker }>;

/** Who asks, in which unit. */
export type Asker = Pick<Actor, 'person' | 'unit'>;

/** The actor of what auditors record: who asked is for the lead of their unit to know, and stands sealed beside it. */
export const anAuditor = 'unit:audit';

/** Whose key seals what was asked: only the audit unit can open it, so that an inquiry does not warn the audited (DESIGN §8). */
const keyOfUnit = (unit = ''): string => `unit:audit:${unit}`;
/** Whose key seals who asked: the lead's alone. */
const keyOfLead = (unit = ''): string => `lead:audit:${unit}`;

export const sealedQuestion = (part: 'question' | 'query', value: Json, asker: Asker): readonly Secret[] => [
  { part, person: keyOfUnit(asker.unit), value },
  sealedAsker(asker),
];
export const sealedAsker = ({ person, unit }: Asker): Secret => ({ part: 'asker', person: keyOfLead(unit), value: person });

/** The record of an auditor's reading, the one thing that auditors write (RULES I5). Nothing is refused: it has happened. */
export const auditQueryDecider: Decider<{ readonly run: boolean }, RunAuditQuery, AuditQueryRun, never> = {
  initial: { run: false },
  decide: ({ data: { query, question, asker } }) =>
    happened<AuditQueryRun>({ type: 'AuditQueryRun', data: { query }, secrets: sealedQuestion('question', question, asker) }),
  evolve: () => ({ run: true }),
};
