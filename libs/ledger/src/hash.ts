import { hash } from 'node:crypto';

/** Bytes of a hash. */
export const hashBytes = 32;

const leafPrefix = Buffer.of(0);
const nodePrefix = Buffer.of(1);
const sha256 = (bytes: Buffer): Buffer => hash('sha256', bytes, 'buffer');

/** Hash of one entry (RFC 6962 §2.1); the prefix keeps a leaf from ever passing for a node. */
export const leafHash = (entry: Uint8Array): Buffer => sha256(Buffer.concat([leafPrefix, entry]));

/** Hash of two subtrees (RFC 6962 §2.1). */
export const nodeHash = (left: Uint8Array, right: Uint8Array): Buffer => sha256(Buffer.concat([nodePrefix, left, right]));

/** Root of the tree without entries. */
export const emptyRoot: Buffer = sha256(Buffer.alloc(0));
