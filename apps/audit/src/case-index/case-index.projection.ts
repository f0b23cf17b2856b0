import { ReadModelTable, type ColumnType, type Delivery, type ReadModel } from '@huying/event-bus';
import { shanghai } from '@huying/kernel';
import { foldCaseEvents, foldedTypes, foldFor, foldOfCase } from '../case-folds/registered-folds.js';
import { eventsOfCases } from '../case-lookup/case-events.js';

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

/**
 * What auditors find cases by. The state of a case lives in two logs and in a fold of its own, so a touched case is folded anew from
 * audit's copy, of which only what is not at hand is read: the row is a function of the case's events alone, whatever order they came in
 * and however often.
 */
export const caseIndex: ReadModel = {
  name: table.name,
  eventTypes: foldedTypes,
  table,
  async foldInto(schema, deliveries, transaction) {
    const touched = new Set(
      deliveries.filter((delivery) => foldFor(delivery) !== undefined).flatMap(({ recorded }) => recorded.caseKey ?? []),
    );
    if (touched.size === 0) return;
    const cases = await eventsOfCases((sql, values) => transaction.query(sql, values), [...touched], deliveries);
    const rows = [...cases].map(([caseId, events]) => [caseId, { row: rowOf(events), versions: {} }] as const);
    await table.save(transaction, schema, new Map(rows));
  },
};

function rowOf(events: readonly Delivery[]): CaseIndexRow | undefined {
  const fold = foldOfCase(events);
  if (fold === undefined) return undefined;
  const own = events.filter((event) => foldFor(event) === fold);
  const changedAt = shanghai(own.reduce((latest, { recorded }) => Math.max(latest, recorded.time), -Infinity));
  const folded = foldCaseEvents(fold, own);
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
