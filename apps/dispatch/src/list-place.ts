import { identifierForm } from '@huying/contracts';
import { edgeProblem, readCursor } from '@huying/platform-nest';

/** The id after which a page of a list begins; before the first one without a cursor. @throws INVALID_CURSOR */
export function idBefore(list: string, cursor: string | undefined): string {
  if (cursor === undefined) return '';
  const [id] = readCursor(list, cursor, 1);
  if (typeof id !== 'string' || !identifierForm.test(id)) throw edgeProblem('INVALID_CURSOR');
  return id;
}

/** The position before which a page of a list, latest first, begins; after the last one without a cursor. @throws INVALID_CURSOR */
export function positionAfter(list: string, cursor: string | undefined): number {
  if (cursor === undefined) return Number.MAX_SAFE_INTEGER;
  const [position] = readCursor(list, cursor, 1);
  if (typeof position !== 'number' || !Number.isSafeInteger(position)) throw edgeProblem('INVALID_CURSOR');
  return position;
}
