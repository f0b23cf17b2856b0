import { createHash } from 'node:crypto';

/**
 * Counts per key in a table of numbers: 16 bytes a key, where a `Map` of texts takes over a hundred, so that a file of a million cases
 * needs some megabytes. Keys are told apart by 64 bits of SHA-256: among ten million the chance of any mix-up is one in 370,000.
 */
export class Ordinals {
  private slots = 1024;
  private used = 0;
  private hashes = new BigUint64Array(this.slots);
  private counts = new Uint32Array(this.slots);

  /** How many different keys were counted. */
  get size(): number {
    return this.used;
  }

  /** Counts the key once more and answers how often it has been counted. */
  next(key: string): number {
    const slot = this.slotOf(hashOf(key));
    if (this.counts[slot] === 0) {
      this.hashes[slot] = hashOf(key);
      this.used += 1;
    }
    const count = (this.counts[slot] ?? 0) + 1;
    this.counts[slot] = count;
    if (this.used * 3 > this.slots * 2) this.grow();
    return count;
  }

  /** Whether the key was ever counted. */
  has(key: string): boolean {
    return this.counts[this.slotOf(hashOf(key))] !== 0;
  }

  private slotOf(hash: bigint): number {
    let slot = Number(hash & BigInt(this.slots - 1));
    while (this.counts[slot] !== 0 && this.hashes[slot] !== hash) slot = (slot + 1) & (this.slots - 1);
    return slot;
  }

  private grow(): void {
    const [hashes, counts] = [this.hashes, this.counts];
    this.slots *= 2;
    this.hashes = new BigUint64Array(this.slots);
    this.counts = new Uint32Array(this.slots);
    counts.forEach((count, at) => {
      if (count === 0) return;
      const slot = this.slotOf(hashes[at] ?? 0n);
      this.hashes[slot] = hashes[at] ?? 0n;
      this.counts[slot] = count;
    });
  }
}

const hashOf = (key: string): bigint => createHash('sha256').update(key).digest().readBigUInt64LE(0);
