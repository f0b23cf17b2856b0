import { signedNote, type NoteSigner } from './note.js';

/** A tree at one size, as its log names it. */
export interface TreeHead {
  /** The log's key name: the schema-less prefix of its address, without a trailing slash. */
  readonly origin: string;
  readonly size: number;
  readonly root: Uint8Array;
}

/** The body of a checkpoint (tlog-checkpoint); no extension lines. */
export function checkpointText({ origin, size, root }: TreeHead): string {
  return `${origin}\n${String(size)}\n${Buffer.from(root).toString('base64')}\n`;
}

/** A checkpoint signed by its log. Whoever calls MUST NOT sign two roots for one size, nor a tree that does not continue the last one. */
export function signCheckpoint(head: Omit<TreeHead, 'origin'>, signers: readonly [NoteSigner, ...NoteSigner[]]): string {
  const text = checkpointText({ origin: signers[0].name, ...head });
  return signedNote(
    text,
    signers.map((signer) => signer.signatureLine(text)),
  );
}
