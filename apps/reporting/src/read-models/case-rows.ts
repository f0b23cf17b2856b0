import { recordOfCase, type CaseRecord } from '@huying/domain-indicator';
import { initialCase, type CombinedCase } from '@huying/domain-lifecycle';
import type { DataSource } from 'typeorm';
import { caseSide, type CaseSideRow } from './case-side.projection.js';
import { orderSide, type OrderSideRow } from './order-side.projection.js';

/** A case as both streams tell it; dispatch may not have heard of it yet. */
export interface CaseRows {
  readonly intake: CaseSideRow;
  readonly dispatch: OrderSideRow | undefined;
}

/** Cases with their orders. `rest` follows `FROM case_side c LEFT JOIN order_side o`, with placeholders for `values`. */
export async function readCases(dataSource: DataSource, rest: string, values: readonly unknown[]): Promise<readonly CaseRows[]> {
  const records = await dataSource.query<{ intake: Record<string, unknown>; dispatch: Record<string, unknown> | null }[]>(
    `SELECT to_jsonb(c) AS intake, to_jsonb(o) AS dispatch
       FROM ${caseSide.table.in('read')} c LEFT JOIN ${orderSide.table.in('read')} o ON o.key = c.key ${rest}`,
    [...values],
  );
  return records.map(({ intake, dispatch }) => ({
    intake: caseSide.toRow(withMoments(intake)),
    dispatch: dispatch === null ? undefined : orderSide.toRow(withMoments(dispatch)),
  }));
}

/** Inside `to_jsonb` a moment is a text; a row wants what the driver would have given. */
const momentColumns = ['since', 'heard_from', 'heard_to', 'due_from', 'due_to'];
const withMoments = (record: Record<string, unknown>): Record<string, unknown> =>
  Object.fromEntries(
    Object.entries(record).map(([column, value]) => [
      column,
      momentColumns.includes(column) && typeof value === 'string' ? new Date(value) : value,
    ]),
  );

/** The case as its one life cycle sees it (DESIGN §2). */
export const combinedOf = ({ intake, dispatch }: CaseRows): CombinedCase => ({
  intake: intake.state,
  dispatch: dispatch?.state ?? initialCase.dispatch,
  intakeDues: intake.dues,
  intakeSince: intake.since ?? undefined,
  dispatchSince: dispatch?.since ?? undefined,
});

/** The case as the figures of RULES §2 see it. */
export const recordOf = ({ intake, dispatch }: CaseRows): CaseRecord =>
  recordOfCase({ case: intake.caseId, contact: intake.state.contact }, intake, dispatch);
