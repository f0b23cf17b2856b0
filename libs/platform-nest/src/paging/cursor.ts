import { edgeProblem } from '../http/problem-exception.js';

/** The sort key of the last row of a page: texts and numbers, in the order of the list's ORDER BY. */
export type CursorKey = readonly (string | number)[];

/**
 * An opaque cursor. It holds the last row's sort key, so a page begins where the one before ended, whatever was added meanwhile.
 * `list` names the list and its order: a cursor of another list, or of an order that has since changed, is refused, not misread.
 * A cursor gives no right: every page is asked under the caller's own.
 */
export const writeCursor = (list: string, key: CursorKey): string => Buffer.from(JSON.stringify([list, ...key])).toString('base64url');

/** @throws INVALID_CURSOR unless the text is a cursor of this list. */
export function readCursor(list: string, cursor: string, length: number): CursorKey {
  const parts = parse(cursor);
  const isOurs = Array.isArray(parts) && parts[0] === list && parts.length === length + 1;
  const key: unknown[] = isOurs ? parts.slice(1) : [];
  if (!isOurs || !key.every((part) => typeof part === 'string' || typeof part === 'number')) throw edgeProblem('INVALID_CURSOR');
  return key;
}

function parse(cursor: string): unknown {
  try {
    return JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8'));
  } catch {
    return undefined;
  }
}
