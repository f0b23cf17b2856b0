import type { AuditPackQuery } from '@huying/contracts';
import type { Delivery } from '@huying/event-bus';
import type { Instant } from '@huying/kernel';
import { ProblemException } from '@huying/platform-nest';
import { auditProblems } from '../audit.problems.js';
import { foldCaseEvents, foldFor, foldOfCase } from '../case-folds/registered-folds.js';

/** Words that the index of cases answers, as for exports. */
const indexWords = ['source', 'kind', 'area', 'service', 'from', 'to'] as const;
/** Words that a case itself answers, as it stood at the moments asked for. */
const standingWords = ['status', 'responsible', 'text'] as const;

/** Which cases a pack is of: named ones, or all that its words select. */
export type PackSelection =
  | { readonly kind: 'named'; readonly caseIds: readonly string[]; readonly words: { readonly cases: string } }
  | { readonly kind: 'selected'; readonly words: Readonly<Record<string, string>> };

/** @throws PACK_SELECTION_UNCLEAR where cases are both named and selected, or neither */
export function packSelection(query: AuditPackQuery): PackSelection {
  const given = [...indexWords, ...standingWords].flatMap((word) => (query[word] === undefined ? [] : [[word, query[word]] as const]));
  if ((query.cases === undefined) === (given.length === 0))
    throw new ProblemException('PACK_SELECTION_UNCLEAR', auditProblems.PACK_SELECTION_UNCLEAR);
  if (query.cases === undefined) return { kind: 'selected', words: Object.fromEntries(given) };
  const caseIds = [...new Set(query.cases.split(','))];
  return { kind: 'named', caseIds, words: { cases: caseIds.join(',') } };
}

/** Whether a case stood at the moment as the words say, by its events that were known and had happened. */
export function stoodAs(
  { status, responsible, text }: Pick<AuditPackQuery, (typeof standingWords)[number]>,
  events: readonly Delivery[],
  at: Instant,
): boolean {
  if (status === undefined && responsible === undefined && text === undefined) return true;
  const fold = foldOfCase(events);
  const folded =
    fold === undefined
      ? undefined
      : foldCaseEvents(
          fold,
          events.filter((event) => foldFor(event) === fold),
        );
  const [standing, summary] = [folded?.standing(at), folded?.summary()];
  if (standing === undefined || summary === undefined) return false;
  const { person, unit } = summary.responsible;
  return (
    (status === undefined || standing.status === status) &&
    (responsible === undefined || person === responsible || unit === responsible) &&
    (text === undefined || summary.words.join('\n').toLowerCase().includes(text.toLowerCase()))
  );
}
