import { randomFillSync } from 'node:crypto';
import { parse, v5, v7 } from 'uuid';

/** Asking for 16 random bytes costs nearly as much as asking for 4096: they are fetched for many ids at once, each used once. */
const pool = Buffer.allocUnsafeSlow(4096);
let used = pool.length;

function random16(): Uint8Array {
  if (used === pool.length) {
    randomFillSync(pool);
    used = 0;
  }
  used += 16;
  return pool.subarray(used - 16, used);
}

/** A new time-ordered id (RFC 9562 UUIDv7). Ids of one millisecond are in no order. */
export const newId = (): string => v7({ random: random16() });

/** The root of every derived id of this system. Fixed for ever: ids in stored events hang on it. */
const root = parse('6f1d2c1e-57f4-5f0e-9d3b-0c7c3a1e9b42');

/** An id derived from names (RFC 9562 UUIDv5): the same names give the same id, everywhere and for ever. */
export const derivedId = (...names: readonly string[]): string => v5(names.map((name) => `${String(name.length)}:${name}`).join('|'), root);
