import fc from 'fast-check';
import { services } from '@huying/contracts';
import { describe, expect, it } from 'vitest';
import { formatSeen, mergeSeen, parseSeen, type Seen } from './seen.js';

const anySeen = fc
  .uniqueArray(fc.tuple(fc.constantFrom(...services), fc.nat(1e9)), { selector: ([name]) => name })
  .map((entries): Seen => new Map(entries));

describe('Huying-Seen', () => {
  it('reads what it writes', () => {
    fc.assert(
      fc.property(anySeen, (seen) => {
        expect(Object.fromEntries(parseSeen(formatSeen(seen)))).toStrictEqual(Object.fromEntries(seen));
      }),
    );
  });

  it('merges to the later position of each log, in either order', () => {
    fc.assert(
      fc.property(anySeen, anySeen, (one, other) => {
        expect(formatSeen(mergeSeen(one, other))).toBe(formatSeen(mergeSeen(other, one)));
        for (const [name, position] of one) expect(mergeSeen(one, other).get(name)).toBeGreaterThanOrEqual(position);
      }),
    );
  });

  it.each(['intake', 'intake:-1', 'intake:1.5', 'nobody:3', 'intake:1,dispatch:2', 'gateway:1', 'intake:1e3', `intake:${'9'.repeat(16)}`])(
    'refuses %s',
    (text) => {
      expect(() => parseSeen(text)).toThrow('INVALID_SEEN');
    },
  );
});
