import { ProblemException } from '@huying/platform-nest';
import { auditProblems } from '../audit.problems.js';
import type { Ask } from './case-events.js';

/** A case as the index knows it. */
export interface FoundCase {
  readonly caseId: string;
  readonly kind: 'native' | 'imported';
  readonly source: string;
  readonly originalCase: string | null;
}

interface Row {
  readonly key: string;
  readonly kind: FoundCase['kind'];
  readonly system: string;
  readonly original_case: string | null;
}

/**
 * Finds a case by its id or, for an imported one, by the number that it has at its source, within the auditor's area.
 *
 * @throws CASE_NOT_FOUND, CASE_AMBIGUOUS where several sources use the number
 */
export async function findCase(ask: Ask, id: string, area: string | undefined): Promise<FoundCase> {
  const rows = await ask<Row>(
    `SELECT key, kind, system, original_case FROM read.case_index_v1
      WHERE (key = $1 OR original_case = $1) AND ($2::text IS NULL OR area IS NULL OR starts_with(area, $2))
      ORDER BY (key = $1) DESC, key LIMIT 20`,
    [id, area ?? null],
  );
  const [first] = rows;
  if (first === undefined) throw new ProblemException('CASE_NOT_FOUND', auditProblems.CASE_NOT_FOUND);
  if (first.key !== id && rows.length > 1)
    throw new ProblemException('CASE_AMBIGUOUS', auditProblems.CASE_AMBIGUOUS, {
      details: { caseIds: rows.map(({ key }) => key), sources: rows.map(({ system }) => system) },
    });
  return { caseId: first.key, kind: first.kind, source: first.system, originalCase: first.original_case };
}
