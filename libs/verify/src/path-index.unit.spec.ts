import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { PathIndex } from './path-index.js';

const indexOf = (paths: readonly string[]): PathIndex => {
  const index = new PathIndex();
  for (const [n, path] of paths.entries()) index.add(path, n);
  index.sort();
  return index;
};

describe('an index of paths', () => {
  it('leads to every place of a path, and names every path that stands twice', () => {
    fc.assert(
      fc.property(fc.array(fc.string({ maxLength: 6 }), { maxLength: 200 }), (paths) => {
        const index = indexOf(paths);
        const doubles = [...index.doubles()].map((places) => new Set(places));
        for (const [n, path] of paths.entries()) {
          const same = paths.flatMap((other, m) => (other === path ? [m] : []));
          const places = [...index.placesOf(path)];
          expect(same.every((m) => places.includes(m))).toBe(true);
          if (same.length > 1) expect(doubles.some((places) => same.every((m) => places.has(m)))).toBe(true);
          expect(places).toContain(n);
        }
      }),
      { seed: 20_261_126 },
    );
  });

  it('holds apart a hundred thousand paths of a pack', () => {
    const paths = Array.from(
      { length: 100_000 },
      (_, n) => `cases/019b0000-0000-7000-8000-${String(n >> 4).padStart(12, '0')}/events/intake-${String(n)}.json`,
    );
    const index = indexOf(paths);
    expect([...index.doubles()]).toEqual([]);
    expect([...index.placesOf(paths[77_777] ?? '')]).toEqual([77_777]);
    expect([...index.placesOf('cases/none')]).toEqual([]);
  });
});
