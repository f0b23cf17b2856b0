import { ReadModelTable, type ColumnType, type ReadModel, type StoredRow } from '@huying/event-bus';
import { shanghai } from '@huying/kernel';
import type { BoardCell } from '../case-folds/case-fold.js';
import { foldFor, foldOfCase, foldedTypes } from '../case-folds/registered-folds.js';
import { eventsOfCases, knownMomentsOfCases, type Ask } from '../case-lookup/case-events.js';
import { intervalsOf, type Interval } from './intervals.js';

/** One rectangle of a case's past: see {@link Interval}. Without an end it still holds. */
export interface BoardIntervalRow extends BoardCell {
  readonly caseId: string;
  readonly area: string | null;
  readonly validFrom: string;
  readonly validTo: string | null;
  readonly knownFrom: string;
  readonly knownTo: string | null;
  /** On a case's first row: how many there are. */
  readonly rows: number | null;
}

const table = new ReadModelTable(
  'board_intervals_v1',
  {
    caseId: 'text',
    system: 'text',
    area: 'text',
    status: 'text',
    open: 'flag',
    service: 'text',
    grid: 'text',
    role: 'text',
    unit: 'text',
    person: 'text',
    timer: 'text',
    start: 'instant',
    due: 'instant',
    validFrom: 'instant',
    validTo: 'instant',
    knownFrom: 'instant',
    knownTo: 'instant',
    rows: 'integer',
  } satisfies Record<keyof BoardIntervalRow, ColumnType>,
  [],
);

/**
 * What boards as of any pair of moments are read from. A touched case's rows are worked out anew from all its events, and those that
 * came out otherwise are written: rows are a function of the events alone, whatever order they came in and however often.
 */
export const boardIntervals: ReadModel = {
  name: table.name,
  eventTypes: foldedTypes,
  table,
  async foldInto(schema, deliveries, transaction) {
    const folded = deliveries.filter((delivery) => foldFor(delivery) !== undefined);
    const touched = [...new Set(folded.flatMap(({ recorded }) => recorded.caseKey ?? []))];
    if (touched.length === 0) return;
    const ask: Ask = (sql, values) => transaction.query(sql, values);
    const rows = await rowsOfCases(ask, touched, folded);
    const known = await storedRows(table, schema, transaction, touched, rows);
    const changed = [...new Set([...known.keys(), ...rows.keys()])].filter((key) => !isSame(known.get(key)?.row, rows.get(key)));
    if (changed.length === 0) return;
    const changes = changed.map((key) => {
      const row = rows.get(key);
      return [key, row === undefined ? undefined : { row, versions: {} }] as const;
    });
    await table.save(transaction, schema, new Map<string, StoredRow<object> | undefined>(changes));
  },
};

const keyOf = (caseId: string, n: number): string => `${caseId}/${String(n)}`;
const isSame = (one: BoardIntervalRow | undefined, other: BoardIntervalRow | undefined): boolean =>
  JSON.stringify(one, columns) === JSON.stringify(other, columns);
const columns = [
  ...['caseId', 'system', 'area', 'status', 'open', 'service', 'grid', 'role', 'unit', 'person', 'timer', 'start', 'due'],
  ...['validFrom', 'validTo', 'knownFrom', 'knownTo', 'rows'],
];

async function rowsOfCases(
  ask: Ask,
  caseIds: readonly string[],
  atHand: Parameters<typeof eventsOfCases>[2],
): Promise<ReadonlyMap<string, BoardIntervalRow>> {
  const cases = await eventsOfCases(ask, caseIds, atHand);
  const moments = await knownMomentsOfCases(ask, caseIds);
  const rows = new Map<string, BoardIntervalRow>();
  for (const [caseId, events] of cases) {
    const fold = foldOfCase(events);
    if (fold === undefined) continue;
    const known = events.map((event) => ({
      event,
      knownAt: moments.get(`${event.source}:${String(event.recorded.position)}`) ?? event.recorded.recordedAt,
    }));
    const intervals = intervalsOf(fold, known);
    const area = events.map(({ envelope }) => envelope.area).find((one) => one !== undefined) ?? null;
    intervals.forEach((interval, n) => {
      const count = n === 0 ? intervals.length : null;
      rows.set(keyOf(caseId, n), { ...rowOf(interval), caseId, area, rows: count });
    });
  }
  return rows;
}

type StoredRows = ReadonlyMap<string, StoredRow<BoardIntervalRow>>;

/** The rows that the cases have now: how many is told by the first of each. */
async function storedRows(
  of: ReadModelTable,
  schema: string,
  transaction: Parameters<ReadModel['foldInto']>[2],
  caseIds: readonly string[],
  rows: ReadonlyMap<string, BoardIntervalRow>,
): Promise<StoredRows> {
  const firsts = await of.load<BoardIntervalRow>(
    transaction,
    schema,
    caseIds.map((caseId) => keyOf(caseId, 0)),
  );
  const keys = [...firsts.values()].flatMap(({ row }) =>
    row === undefined ? [] : Array.from({ length: row.rows ?? 1 }, (_, n) => keyOf(row.caseId, n)),
  );
  return of.load<BoardIntervalRow>(transaction, schema, [...new Set([...keys, ...rows.keys()])]);
}

const momentOf = (epoch: number): string | null => (epoch === Infinity ? null : shanghai(epoch));

function rowOf({ validFrom, validTo, knownFrom, knownTo, cell }: Interval): Omit<BoardIntervalRow, 'caseId' | 'area' | 'rows'> {
  return {
    ...cell,
    // As the database gives them back.
    start: cell.start === null ? null : shanghai(Date.parse(cell.start)),
    due: cell.due === null ? null : shanghai(Date.parse(cell.due)),
    validFrom: shanghai(validFrom),
    validTo: momentOf(validTo),
    knownFrom: shanghai(knownFrom),
    knownTo: momentOf(knownTo),
  };
}
