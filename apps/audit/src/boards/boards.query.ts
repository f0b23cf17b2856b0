import {
  boardColours,
  type BoardColour,
  type BoardQuery,
  type ColourCounts,
  type OpenCaseAsOf,
  type OpenCasesAsOfQuery,
  type OpenWorkAsOf,
  type OpenWorkAsOfQuery,
} from '@huying/contracts';
import { Conditions, edgeProblem, pageOf, readCursor, type Page } from '@huying/platform-nest';
import { stateName } from '../case-folds/names.js';
import type { Ask } from '../case-lookup/case-events.js';
import type { BoardPoint } from './as-of.js';
import { boardIntervals, type BoardIntervalRow } from './board-intervals.projection.js';

const table = boardIntervals.table.in('read');
const list = 'open-cases-as-of';
const limitDefault = 50;

/** The rows that hold at the point: one for each case that there was by then, as far as was known. `$1` is the moment of the board. */
function rowsAt({ occurredBy, knownBy, scope }: BoardPoint, { area, system }: BoardQuery): Conditions {
  return new Conditions()
    .add([occurredBy], (at) => `tstzrange(valid_from, valid_to) @> ${at}::timestamptz`)
    .add([knownBy ?? 'infinity'], (at) => `tstzrange(known_from, known_to) @> ${at}::timestamptz`)
    .addIf(scope, (p) => `(area IS NULL OR starts_with(area, ${p}))`)
    .addIf(area, (p) => `starts_with(area, ${p})`)
    .addIf(system, (p) => `system = ${p}`);
}

/** `colourOf` of `libs/domain/deadline`, in SQL. */
const colour = `CASE WHEN due IS NULL OR start IS NULL THEN 'none' WHEN $1::timestamptz > due THEN 'red'
  WHEN extract(epoch FROM $1::timestamptz - start) < 0.8 * extract(epoch FROM due - start) THEN 'green' ELSE 'yellow' END`;

interface Counted {
  readonly key: string | null;
  readonly colour: BoardColour;
  readonly cases: number;
}

export async function openWorkAsOf(
  ask: Ask,
  point: BoardPoint,
  query: OpenWorkAsOfQuery,
): Promise<Pick<OpenWorkAsOf, 'by' | 'open' | 'colours' | 'groups' | 'ended'>> {
  const { by = 'status' } = query;
  const rows = rowsAt(point, query);
  const counted = await ask<Counted>(
    `SELECT ${by} AS key, ${colour} AS colour, count(*)::integer AS cases FROM ${table} WHERE open AND ${rows.sql}
      GROUP BY 1, 2 ORDER BY 1 NULLS FIRST`,
    rows.values,
  );
  const keys = [...new Set(counted.map(({ key }) => key))];
  return {
    by,
    ...totals(counted),
    groups: keys.map((key) => ({
      key,
      name: by === 'status' && key !== null ? stateName(key) : null,
      ...totals(counted.filter((one) => one.key === key)),
    })),
    ended: await endedAsOf(ask, point, query),
  };
}

function totals(counted: readonly Counted[]): { readonly open: number; readonly colours: ColourCounts } {
  const of = (wanted: BoardColour): number => counted.reduce((sum, { colour: has, cases }) => sum + (has === wanted ? cases : 0), 0);
  const colours = Object.fromEntries(boardColours.map((one) => [one, of(one)])) as unknown as ColourCounts;
  return { open: counted.reduce((sum, { cases }) => sum + cases, 0), colours };
}

async function endedAsOf(
  ask: Ask,
  { occurredBy, knownBy, scope }: BoardPoint,
  { area, system }: BoardQuery,
): Promise<OpenWorkAsOf['ended']> {
  // Said in plain comparisons, for these rows are counted from an index of their own and not found by a point.
  const rows = new Conditions()
    .add([occurredBy], (at) => `valid_from <= ${at}::timestamptz AND (valid_to IS NULL OR valid_to > ${at}::timestamptz)`)
    .add([knownBy ?? 'infinity'], (at) => `known_from <= ${at}::timestamptz AND (known_to IS NULL OR known_to > ${at}::timestamptz)`)
    .addIf(scope, (p) => `(area IS NULL OR starts_with(area, ${p}))`)
    .addIf(area, (p) => `starts_with(area, ${p})`)
    .addIf(system, (p) => `system = ${p}`);
  const counted = await ask<{ status: string; cases: number }>(
    `SELECT status, count(*)::integer AS cases FROM ${table} WHERE NOT open AND ${rows.sql} GROUP BY 1 ORDER BY 1`,
    rows.values,
  );
  return counted.map(({ status, cases }) => ({ status, statusName: stateName(status), cases }));
}

export async function openCasesAsOf(ask: Ask, point: BoardPoint, query: OpenCasesAsOfQuery): Promise<Page<OpenCaseAsOf>> {
  const { limit = limitDefault } = query;
  const rows = rowsAt(point, query)
    .add([], () => 'open')
    .addIf(query.status, (p) => `status = ${p}`)
    .addIf(query.unit, (p) => `unit = ${p}`)
    .addIf(query.grid, (p) => `grid = ${p}`)
    .addIf(query.service, (p) => `service = ${p}`)
    .addIf(query.colour, (p) => `${colour} = ${p}`);
  if (query.cursor !== undefined) rows.add([placeOf(query.cursor).caseId], (after) => `case_id > ${after}`);
  const page = rows.page('case_id', limit);
  const found = await ask<Record<string, unknown> & { readonly colour: BoardColour }>(
    `SELECT *, ${colour} AS colour FROM ${table} ${page}`,
    rows.values,
  );
  return pageOf(list, found, limit, ({ case_id: caseId }) => [String(caseId), point.occurredBy], toCase);
}

/** A page goes on at the moment of the first one. */
export function placeOf(cursor: string): { readonly caseId: string; readonly occurredBy: string } {
  const [caseId, occurredBy] = readCursor(list, cursor, 2);
  if (Number.isNaN(Date.parse(String(occurredBy)))) throw edgeProblem('INVALID_CURSOR');
  return { caseId: String(caseId), occurredBy: String(occurredBy) };
}

function toCase(record: Record<string, unknown> & { readonly colour: BoardColour }): OpenCaseAsOf {
  const row = boardIntervals.table.toRow(record) as unknown as BoardIntervalRow;
  const { caseId, system, area, status, service, grid, role, unit, person, timer, due } = row;
  return {
    caseId,
    system,
    area,
    status,
    statusName: stateName(status),
    service,
    grid,
    holder: { role, unit, person },
    colour: record.colour,
    timer,
    due,
  };
}
