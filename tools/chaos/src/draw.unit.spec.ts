import { describe, expect, it } from 'vitest';
import { draw } from './draw.js';

const deck = ['kill', 'freeze', 'cut', 'fill', 'double'];

describe('a drawn sequence of faults', () => {
  it('is the same for the same seed, and another for another', () => {
    expect(draw(deck, 12, 7)).toEqual(draw(deck, 12, 7));
    expect(draw(deck, 12, 7)).not.toEqual(draw(deck, 12, 8));
  });

  it('holds every fault once before any comes again', () => {
    const drawn = draw(deck, 15, 42);
    for (let start = 0; start < 15; start += 5) expect([...drawn.slice(start, start + 5)].sort()).toEqual([...deck].sort());
  });

  it('begins alike whatever its length, so that a short run repeats the beginning of a long one', () => {
    expect(draw(deck, 20, 3).slice(0, 7)).toEqual(draw(deck, 7, 3));
  });

  it('is empty where there is nothing to draw from', () => {
    expect(draw([], 3, 1)).toEqual([]);
  });
});
