import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Ordinals } from './ordinals.js';

describe('ordinals', () => {
  it('count each key as a Map would', () => {
    fc.assert(
      fc.property(fc.array(fc.nat(3_000), { minLength: 1, maxLength: 4_000, size: 'max' }), (keys) => {
        const ordinals = new Ordinals();
        const counts = new Map<number, number>();
        for (const key of keys) {
          counts.set(key, (counts.get(key) ?? 0) + 1);
          expect(ordinals.next(`case-${key}`)).toBe(counts.get(key));
        }
        expect(ordinals.size).toBe(counts.size);
        expect([...counts.keys()].filter((key) => !ordinals.has(`case-${key}`) || ordinals.has(`other-${key}`))).toEqual([]);
      }),
      { numRuns: 10 },
    );
  });
});
