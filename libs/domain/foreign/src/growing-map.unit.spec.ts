import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { GrowingMap } from './growing-map.js';

const anyEntries = fc.array(fc.tuple(fc.constantFrom('a', 'b', 'c', 'd', 'e', 'f', 'g', 'h', 'i', 'j'), fc.nat()));

describe('a growing map', () => {
  it('answers as a Map would, after any additions', () => {
    fc.assert(
      fc.property(anyEntries, (entries) => {
        let grown: GrowingMap<number> = GrowingMap.empty;
        for (const [key, value] of entries) grown = grown.with(key, value);
        const known = new Map<string, number>(entries);
        for (const key of 'abcdefghijk') expect(grown.get(key)).toBe(known.get(key));
        expect([...grown.values()].sort()).toEqual([...known.values()].sort());
      }),
    );
  });

  it('leaves every earlier map as it was', () => {
    let grown: GrowingMap<number> = GrowingMap.empty;
    const earlier = Array.from({ length: 100 }, (_, at) => (grown = grown.with(`key-${at % 30}`, at)));
    earlier.forEach((map, at) => {
      expect(map.get(`key-${at % 30}`)).toBe(at);
      expect([...map.values()]).toHaveLength(Math.min(at + 1, 30));
    });
  });

  it('gives values in the order in which their keys were first added', () => {
    const map = ['d', 'a', 'c', 'b'].reduce((grown: GrowingMap<string>, key) => grown.with(key, key), GrowingMap.empty).with('a', 'A');
    expect([...map.values()].join('')).toBe('dAcb');
  });
});
