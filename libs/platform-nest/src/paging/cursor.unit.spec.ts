import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readCursor, writeCursor } from './cursor.js';
import { pageOf } from './page.js';

describe('a cursor', () => {
  it('gives back the key that it was made of', () => {
    const key = fc.array(fc.oneof(fc.string(), fc.integer()), { minLength: 1, maxLength: 4 });
    fc.assert(
      fc.property(key, (parts) => {
        expect(readCursor('cases', writeCursor('cases', parts), parts.length)).toStrictEqual(parts);
      }),
    );
  });

  it('is refused by another list, and by the same list in another order', () => {
    const cursor = writeCursor('cases', ['2026-06-18', 'a']);

    expect(() => readCursor('orders', cursor, 2)).toThrow('INVALID_CURSOR');
    expect(() => readCursor('cases', cursor, 3)).toThrow('INVALID_CURSOR');
  });

  it('is refused when somebody made it up', () => {
    const objects = Buffer.from('["cases",{"$ne":1}]').toString('base64url');
    for (const text of ['', 'x', '%%%', objects, Buffer.from('null').toString('base64url')]) {
      expect(() => readCursor('cases', text, 1)).toThrow('INVALID_CURSOR');
    }
  });
});

describe('a page', () => {
  const list = (count: number) => Array.from({ length: count }, (_, index) => ({ id: index }));
  const page = (rows: readonly { id: number }[]) =>
    pageOf(
      'numbers',
      rows,
      2,
      (row) => [row.id],
      (row) => row.id,
    );

  it('points to the next one after its own last row', () => {
    const { items, nextCursor } = page(list(3));

    expect(items).toStrictEqual([0, 1]);
    expect(readCursor('numbers', nextCursor ?? '', 1)).toStrictEqual([1]);
  });

  it('is the last one when no further row was found', () => {
    expect(page(list(2))).toStrictEqual({ items: [0, 1] });
    expect(page([])).toStrictEqual({ items: [] });
  });
});
