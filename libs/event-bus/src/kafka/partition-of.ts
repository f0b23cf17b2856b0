/**
 * The partition of a key, for ever: murmur2 over its UTF-8 bytes, made positive, modulo the number of partitions. It is Kafka's own
 * default for keyed messages, so every client finds the same one; it is written out here because an order of events hangs on it.
 */
export function partitionOf(key: string, partitions: number): number {
  return (murmur2(Buffer.from(key, 'utf8')) & 0x7fffffff) % partitions;
}

const factor = 0x5bd1e995;
const seed = 0x9747b28c;

/** MurmurHash2 of 32 bits as Kafka computes it (seed 0x9747b28c, little-endian words), as a signed number. */
export function murmur2(bytes: Buffer): number {
  let hash = seed ^ bytes.length;
  const whole = bytes.length & ~3;
  for (let at = 0; at < whole; at += 4) {
    let word = Math.imul(bytes.readInt32LE(at), factor);
    word = Math.imul(word ^ (word >>> 24), factor);
    hash = Math.imul(hash, factor) ^ word;
  }
  const rest = bytes.subarray(whole);
  if (rest.length > 0) {
    for (const [index, byte] of rest.entries()) hash ^= byte << (8 * index);
    hash = Math.imul(hash, factor);
  }
  hash = Math.imul(hash ^ (hash >>> 13), factor);
  return hash ^ (hash >>> 15);
}
