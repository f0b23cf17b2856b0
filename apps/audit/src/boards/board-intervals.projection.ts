import { ReadModelTable, type ColumnType, type ReadModel, type StoredRow } from '@huying/event-bus';
import { shanghai } from '@huying/kernel';
import type { BoardCell } from '../case-folds/case-fold.js';
import { foldedTypes } from '../case-folds/registered-folds.js';
import type { Interval } from '../case-past/case-past.js';
import { touchedCases, type TouchedCase } from '../case-past/touched-cases.js';

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

const columnTypes = {
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
} satisfies Record<keyof BoardIntervalRow, ColumnType>;
const columns = Object.keys(columnTypes) as readonly (keyof BoardIntervalRow)[];
const table = new ReadModelTable('board_intervals_v1', columnTypes, []);

/**
 * What boards as of any pair of moments are read from. A touched case's rows are worked out anew from all its events, and those that
 * came out otherwise are written: rows are a function of the events alone, whatever order they came in and however often.
 */
export const boardIntervals: ReadModel = {
  name: table.name,
  eventTypes: foldedTypes,
  table,
  async foldInto(schema, deliveries, transaction) {
    const cases = await touchedCases(deliveries, transaction);
    if (cases.size === 0) return;
    const rows = rowsOfCases(cases);
    const known = await storedRows(table, schema, transaction, [...cases.keys()], rows);
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
  one === other || (one !== undefined && other !== undefined && columns.every((column) => one[column] === other[column]));

function rowsOfCases(cases: ReadonlyMap<string, TouchedCase>): ReadonlyMap<string, BoardIntervalRow> {
  const rows = new Map<string, BoardIntervalRow>();
  for (const [caseId, { events, intervals }] of cases) {
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
