import { equal } from './bytes.js';
import { platform } from './platform.js';

/** SHA-256 of the platform: the same in Node and in browsers. */
export function sha256(...parts: readonly Uint8Array[]): Promise<Uint8Array> {
  const digest = platform.digest();
  for (const part of parts) digest.update(part);
  return digest.finish();
}

const leafPrefix = Uint8Array.of(0);
const nodePrefix = Uint8Array.of(1);

/** Hash of one entry (RFC 6962 §2.1). */
export const leafHash = (entry: Uint8Array): Promise<Uint8Array> => sha256(leafPrefix, entry);

const nodeHash = (left: Uint8Array, right: Uint8Array): Promise<Uint8Array> => sha256(nodePrefix, left, right);

export interface Inclusion {
  readonly leaf: Uint8Array;
  /** Zero-based. */
  readonly index: number;
  readonly size: number;
  readonly proof: readonly Uint8Array[];
  readonly root: Uint8Array;
}

/** Whether the proof leads from the leaf to the root (RFC 9162 §2.1.3.2). */
export async function isIncluded({ leaf, index, size, proof, root }: Inclusion): Promise<boolean> {
  if (index >= size) return false;
  let [first, last] = [index, size - 1];
  let hash = leaf;
  for (const sibling of proof) {
    if (last === 0) return false;
    if (isOdd(first) || first === last) {
      hash = await nodeHash(sibling, hash);
      while (!isOdd(first) && first !== 0) [first, last] = [half(first), half(last)];
    } else hash = await nodeHash(hash, sibling);
    [first, last] = [half(first), half(last)];
  }
  return last === 0 && equal(hash, root);
}

export interface Consistency {
  readonly oldSize: number;
  readonly oldRoot: Uint8Array;
  readonly size: number;
  readonly root: Uint8Array;
  readonly proof: readonly Uint8Array[];
}

/** Whether the later tree continues the earlier one (RFC 9162 §2.1.4.2). Every tree continues the empty one, and itself. */
export async function isConsistent({ oldSize, oldRoot, size, root, proof }: Consistency): Promise<boolean> {
  if (oldSize > size) return false;
  if (oldSize === size) return proof.length === 0 && equal(oldRoot, root);
  if (oldSize === 0) return proof.length === 0;
  const path = isPowerOfTwo(oldSize) ? [oldRoot, ...proof] : proof;
  const [start, ...rest] = path;
  if (start === undefined || proof.length === 0) return false;
  let [first, last] = [oldSize - 1, size - 1];
  while (isOdd(first)) [first, last] = [half(first), half(last)];
  let [oldHash, hash] = [start, start];
  for (const sibling of rest) {
    if (last === 0) return false;
    if (isOdd(first) || first === last) {
      [oldHash, hash] = [await nodeHash(sibling, oldHash), await nodeHash(sibling, hash)];
      while (!isOdd(first) && first !== 0) [first, last] = [half(first), half(last)];
    } else hash = await nodeHash(hash, sibling);
    [first, last] = [half(first), half(last)];
  }
  return last === 0 && equal(oldHash, oldRoot) && equal(hash, root);
}

// By division: JavaScript's shifts have 32 bits.
const half = (n: number): number => Math.floor(n / 2);
const isOdd = (n: number): boolean => n % 2 === 1;

function isPowerOfTwo(n: number): boolean {
  while (n > 1 && !isOdd(n)) n /= 2;
  return n === 1;
}
