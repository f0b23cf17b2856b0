import type { HistorySelectionQuery, PositionVector } from '@huying/contracts';
import type { Delivery } from '@huying/event-bus';
import { epochOf } from '@huying/kernel';
import { Conditions, ProblemException } from '@huying/platform-nest';
import { auditProblems } from '../audit.problems.js';
import { eventsOfCases, type Ask } from '../case-lookup/case-events.js';
import { isKnown } from '../case-lookup/knowledge-horizon.js';

/** A case of a selection, with its history. */
export interface SelectedCase {
  readonly caseId: string;
  readonly kind: 'native' | 'imported';
  /** `huying`, or the system that it was imported from. */
  readonly system: string;
  readonly originalCase: string | null;
  /** Another source has a case of the same number. */
  readonly numberIsShared: boolean;
  readonly service: string | null;
  readonly type: string | null;
  readonly area: string | null;
  /** What was known of it, in causal order; never empty. */
  readonly events: readonly Delivery[];
}

/** Who asks for which cases, and what was known by then. */
export interface CaseSelection {
  readonly query: HistorySelectionQuery;
  /** The area of the auditor's post. */
  readonly area: string | undefined;
  readonly horizon: PositionVector;
}

interface IndexRow {
  readonly key: string;
  readonly kind: 'native' | 'imported';
  readonly system: string;
  readonly original_case: string | null;
  readonly number_is_shared: boolean;
  readonly service: string | null;
  readonly type: string | null;
  readonly area: string | null;
  readonly events: number;
}

const rowsPerRead = 500;
/** Histories are read together until they hold so many events; a longer one is read alone. */
const eventsPerRead = 2_000;

/**
 * The cases of a selection, ordered by their ids. Memory holds some thousand events, or those of the longest case. Each read is a short
 * query of its own: a reader who takes hours keeps no snapshot open, and sees nothing beyond the horizon that he began with.
 */
export async function* selectedCases(ask: Ask, selection: CaseSelection): AsyncGenerator<SelectedCase> {
  for await (const rows of readTogether(indexRows(ask, selection))) {
    const events = await eventsOfCases(
      ask,
      rows.map(({ key }) => key),
    );
    for (const row of rows) {
      const known = (events.get(row.key) ?? []).filter(isKnown(selection.horizon));
      if (known.length > 0) yield toSelected(row, known);
    }
  }
}

/** @throws TIMES_IN_WRONG_ORDER */
export function checkSelection({ from, to }: HistorySelectionQuery): void {
  if (from !== undefined && to !== undefined && epochOf(from) >= epochOf(to))
    throw new ProblemException('TIMES_IN_WRONG_ORDER', auditProblems.TIMES_IN_WRONG_ORDER);
}

/** How many events a selection comes to: from the index, so that it can be told before anything is read. */
export async function eventsOfSelection(ask: Ask, selection: CaseSelection): Promise<number> {
  const { where, values } = conditionsOf(selection);
  const [size] = await ask<{ events: number }>(
    `SELECT coalesce(sum(events), 0)::float8 AS events FROM read.case_index_v1 ${where}`,
    values,
  );
  return size?.events ?? 0;
}

/** Of each log, the last position at which an event of the selection stands, as far as it was known. */
export async function lastPositionsOfSelection(ask: Ask, selection: CaseSelection): Promise<ReadonlyMap<string, number>> {
  const { horizon } = selection;
  const cases = conditionsOf(selection);
  const [sources, positions] = [`$${String(cases.values.length + 1)}`, `$${String(cases.values.length + 2)}`];
  const rows = await ask<{ source: string; last: string }>(
    `SELECT source, max(position) AS last FROM audit_log.event AS event
      WHERE casekey IN (SELECT key FROM read.case_index_v1 AS indexed ${cases.where})
        AND EXISTS (SELECT FROM unnest(${sources}::text[], ${positions}::bigint[]) AS known (source, position)
                     WHERE known.source = event.source AND event.position <= known.position)
      GROUP BY source`,
    [...cases.values, Object.keys(horizon), Object.values(horizon)],
  );
  return new Map(rows.map(({ source, last }) => [source, Number(last)]));
}

/** Of the given cases, those that belong to the selection, and of which something was known by then. */
export async function amongSelected(ask: Ask, selection: CaseSelection, caseIds: readonly string[]): Promise<ReadonlySet<string>> {
  if (caseIds.length === 0) return new Set();
  const { horizon } = selection;
  const conditions = conditionsOf(selection)
    .add([caseIds], (ids) => `key = ANY (${ids})`)
    .add(
      [Object.keys(horizon), Object.values(horizon)],
      (sources = '', positions = '') =>
        `EXISTS (SELECT FROM audit_log.event AS event
            JOIN unnest(${sources}::text[], ${positions}::bigint[]) AS known (source, position)
              ON known.source = event.source AND event.position <= known.position
           WHERE event.casekey = indexed.key)`,
    );
  const rows = await ask<{ key: string }>(`SELECT key FROM read.case_index_v1 AS indexed ${conditions.where}`, conditions.values);
  return new Set(rows.map(({ key }) => key));
}

async function* indexRows(ask: Ask, selection: CaseSelection): AsyncGenerator<IndexRow> {
  for (let after = ''; ;) {
    const conditions = conditionsOf(selection).add([after], (key) => `key > ${key}`);
    const rows = await ask<IndexRow>(
      `SELECT key, kind, system, original_case, service, type, area, events,
              EXISTS (SELECT FROM read.case_index_v1 AS other
                       WHERE other.original_case = indexed.original_case AND other.key <> indexed.key) AS number_is_shared
         FROM read.case_index_v1 AS indexed ${conditions.where} ORDER BY key LIMIT ${String(rowsPerRead)}`,
      conditions.values,
    );
    yield* rows;
    const last = rows.at(-1);
    if (last === undefined || rows.length < rowsPerRead) return;
    after = last.key;
  }
}

async function* readTogether(rows: AsyncIterable<IndexRow>): AsyncGenerator<readonly IndexRow[]> {
  let gathered: IndexRow[] = [];
  let events = 0;
  for await (const row of rows) {
    if (gathered.length > 0 && events + row.events > eventsPerRead) {
      yield gathered;
      [gathered, events] = [[], 0];
    }
    gathered.push(row);
    events += row.events;
  }
  if (gathered.length > 0) yield gathered;
}

function conditionsOf({ query, area }: CaseSelection): Conditions {
  return new Conditions()
    .addIf(area, (p) => `(area IS NULL OR starts_with(area, ${p}))`)
    .addIf(query.area, (p) => `starts_with(area, ${p})`)
    .addIf(query.source, (p) => `system = ${p}`)
    .addIf(query.kind, (p) => `kind = ${p}`)
    .addIf(query.service, (p) => `service = ${p}`)
    .addIf(query.from, (p) => `opened_at >= ${p}`)
    .addIf(query.to, (p) => `opened_at < ${p}`);
}

function toSelected(row: IndexRow, events: readonly Delivery[]): SelectedCase {
  const { key, kind, system, service, type, area } = row;
  return {
    caseId: key,
    kind,
    system,
    originalCase: row.original_case,
    numberIsShared: row.number_is_shared,
    service,
    type,
    area,
    events,
  };
}
