import { describe, expect, it } from 'vitest';
import { murmur2, partitionOf } from './partition-of.js';

describe('the partition of a key', () => {
  /** The vectors that Kafka's own clients are held to. */
  it.each([
    ['21', -973932308],
    ['foobar', -790332482],
    ['a-little-bit-long-string', -985981536],
    ['a-little-bit-longer-string', -1486304829],
    ['lkjh234lh9fiuh90y23oiuhsafujhadof229phr9h19h89h8', -58897971],
    ['abc', 479470107],
  ])('hashes %s as every Kafka client does', (key, hash) => {
    expect(murmur2(Buffer.from(key))).toBe(hash);
  });

  /** Written down once; a change would break the order of every case that is under way. */
  it.each([
    ['0197a1c2-7e00-7000-8000-000000000001', 12, 4],
    ['post-9', 12, 3],
    ['诉求-1', 12, 3],
    ['', 12, 9],
  ])('puts %s of %i partitions into %i', (key, partitions, partition) => {
    expect(partitionOf(key, partitions)).toBe(partition);
  });

  it('spreads keys over all partitions', () => {
    const counts = new Array<number>(12).fill(0);
    for (let n = 0; n < 12_000; n += 1) {
      const at = partitionOf(`case-${String(n)}`, 12);
      counts[at] = (counts[at] ?? 0) + 1;
    }
    expect(Math.min(...counts)).toBeGreaterThan(800);
    expect(Math.max(...counts)).toBeLessThan(1200);
  });
});
