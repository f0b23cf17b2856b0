import { ReadModelTable, type ColumnType, type ReadModel } from '@huying/event-bus';
import { shanghai } from '@huying/kernel';
import { foldedTypes, foldFor } from '../case-folds/registered-folds.js';
import { touchedCases, type TouchedCase } from '../case-past/touched-cases.js';

/** One case, native or imported, as it stands by everything that audit has copied. */
export interface CaseIndexRow {
  readonly kind: 'native' | 'imported';
  readonly system: string;
  readonly originalCase: string | null;
  readonly status: string;
  readonly open: boolean;
  readonly service: string | null;
  readonly type: string | null;
  readonly responsiblePerson: string | null;
  readonly responsibleUnit: string | null;
  readonly area: string | null;
  readonly openedAt: string;
  readonly changedAt: string;
  readonly closedAt: string | null;
  readonly events: number;
  readonly words: string;
}

const table = new ReadModelTable(
  'case_index_v1',
  {
    kind: 'text',
    system: 'text',
    originalCase: 'text',
    status: 'text',
    open: 'flag',
    service: 'text',
    type: 'text',
    responsiblePerson: 'text',
    responsibleUnit: 'text',
    area: 'text',
    openedAt: 'instant',
    changedAt: 'instant',
    closedAt: 'instant',
    events: 'integer',
    words: 'text',
  } satisfies Record<keyof CaseIndexRow, ColumnType>,
  [['changedAt'], ['originalCase'], ['system', 'status'], ['responsiblePerson'], ['responsibleUnit']],
);

/** What auditors find cases by. A touched case's row is a function of its events alone, whatever order they came in and however often. */
export const caseIndex: ReadModel = {
  name: table.name,
  eventTypes: foldedTypes,
  table,
  async foldInto(schema, deliveries, transaction) {
    const cases = await touchedCases(deliveries, transaction);
    const rows = [...cases].map(([caseId, touched]) => [caseId, { row: rowOf(touched), versions: {} }] as const);
    await table.save(transaction, schema, new Map(rows));
  },
};

function rowOf({ fold, events, folded }: TouchedCase): CaseIndexRow | undefined {
  const own = events.filter((event) => foldFor(event) === fold);
  const changedAt = shanghai(own.reduce((latest, { recorded }) => Math.max(latest, recorded.time), -Infinity));
  const summary = folded.summary();
  // An imported case tells by its attributes how it ended: possibly after its last row, and in some sources before its first.
  const standing = folded.standing(laterOf(summary?.closedAt ?? changedAt, changedAt));
  if (summary === undefined || standing === undefined) return undefined;
  return {
    kind: fold.kind,
    system: summary.system,
    originalCase: summary.originalCase,
    status: standing.status,
    open: standing.open,
    service: summary.service,
    type: summary.type,
    responsiblePerson: summary.responsible.person,
    responsibleUnit: summary.responsible.unit,
    area: own.map(({ envelope }) => envelope.area).find((area) => area !== undefined) ?? null,
    openedAt: summary.openedAt,
    changedAt,
    closedAt: summary.closedAt,
    events: events.length,
    words: summary.words.join('\n'),
  };
}

const laterOf = (one: string, other: string): string => (Date.parse(one) > Date.parse(other) ? one : other);
