import { writeCursor, type CursorKey } from './cursor.js';

/** A page of a list. `nextCursor` is absent on the last one. */
export interface Page<Item> {
  readonly items: readonly Item[];
  readonly nextCursor?: string;
}

/**
 * Cuts a page out of rows that were asked for with `LIMIT limit + 1`: the row too many tells that there is a next page.
 *
 * @param keyOf the row's values in the order of ORDER BY.
 */
export function pageOf<Row, Item>(
  list: string,
  rows: readonly Row[],
  limit: number,
  keyOf: (row: Row) => CursorKey,
  itemOf: (row: Row) => Item,
): Page<Item> {
  const kept = rows.slice(0, limit);
  const last = kept.at(-1);
  const items = kept.map(itemOf);
  return rows.length > limit && last !== undefined ? { items, nextCursor: writeCursor(list, keyOf(last)) } : { items };
}
