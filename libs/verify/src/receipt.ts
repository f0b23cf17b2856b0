import { decimal, fromBase64 } from './bytes.js';
import { parseCheckpoint, type TreeHead } from './checkpoint.js';
import { isIncluded, leafHash } from './merkle.js';
import { openNote, type NoteRefusal, type OpenedNote } from './note.js';
import type { VerifierKey } from './verifier-key.js';

/** A receipt as it is written (c2sp.org/tlog-proof@v1). */
export interface Receipt {
  /** The bytes of the entry. Nothing vouches for them before the proof has been checked. */
  readonly entry: Uint8Array;
  readonly index: number;
  readonly proof: readonly Uint8Array[];
  readonly checkpoint: string;
}

/** What a receipt that verified says, and the signed tree in which it stands. */
export interface VerifiedReceipt extends TreeHead {
  readonly ok: true;
  /** Zero-based. */
  readonly index: number;
  readonly entry: Uint8Array;
  readonly cosignedBy: OpenedNote['cosignedBy'];
}

export type ReceiptRefusal = NoteRefusal | 'RECEIPT_MALFORMED' | 'CHECKPOINT_MALFORMED' | 'ORIGIN_NOT_THE_SIGNERS' | 'PROOF_WRONG';

export interface RefusedReceipt {
  readonly ok: false;
  readonly code: ReceiptRefusal;
}

/** Hashes that a proof in a tree of 2^53 entries has at most. */
const proofMax = 63;

/** Reads a receipt; undefined where it is malformed. */
export function parseReceipt(file: string): Receipt | undefined {
  const split = file.indexOf('\n\n');
  const [format, ...lines] = file.slice(0, Math.max(split, 0)).split('\n');
  if (split < 0 || format !== 'c2sp.org/tlog-proof@v1') return undefined;
  const extra = lines[0]?.startsWith('extra ') === true ? lines.shift() : undefined;
  const entry = fromBase64(extra?.slice('extra '.length) ?? '');
  const [, digits] = /^index (.+)$/.exec(lines.shift() ?? '') ?? [];
  const index = decimal(digits ?? '');
  const proof = lines.map(fromBase64);
  if (entry === undefined || index === undefined || proof.length > proofMax) return undefined;
  const hashes = proof.filter((hash) => hash?.length === 32) as Uint8Array[];
  return hashes.length === proof.length ? { entry, index, proof: hashes, checkpoint: file.slice(split + 2) } : undefined;
}

/**
 * Verifies a receipt offline: its entry stands in a log whose checkpoint one of `keys` signed, under that key's own name.
 * It proves that the entry was logged; whether the log still continues from there, a later checkpoint of it tells.
 */
export function verifyReceipt(file: string, keys: readonly VerifierKey[]): Promise<VerifiedReceipt | RefusedReceipt> {
  return verifyReceiptBy(file, (checkpoint) => openNote(checkpoint, keys));
}

/** The same, where the signatures of a checkpoint are verified by whoever knows that he has opened it before. */
export async function verifyReceiptBy(
  file: string,
  open: (checkpoint: string) => Promise<OpenedNote | NoteRefusal>,
): Promise<VerifiedReceipt | RefusedReceipt> {
  const receipt = parseReceipt(file);
  if (receipt === undefined) return refused('RECEIPT_MALFORMED');
  const opened = await open(receipt.checkpoint);
  if (typeof opened === 'string') return refused(opened);
  const head = parseCheckpoint(opened.text);
  if (head === undefined) return refused('CHECKPOINT_MALFORMED');
  if (!opened.signedBy.includes(head.origin)) return refused('ORIGIN_NOT_THE_SIGNERS');
  const { entry, index, proof } = receipt;
  const { origin, size, root } = head;
  if (!(await isIncluded({ leaf: await leafHash(entry), index, size, proof, root }))) return refused('PROOF_WRONG');
  return { ok: true, origin, index, size, root, entry, cosignedBy: opened.cosignedBy };
}

const refused = (code: ReceiptRefusal): RefusedReceipt => ({ ok: false, code });
