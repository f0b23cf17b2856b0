/** What a receipt proves: that one entry stands in a log under a signed checkpoint. */
export interface ReceiptParts {
  /** The exact bytes of the entry; hashing them is what authenticates them. */
  readonly entry: Uint8Array;
  /** Zero-based: position − 1. */
  readonly index: number;
  readonly proof: readonly Uint8Array[];
  /** The signed checkpoint, verbatim. */
  readonly checkpoint: string;
}

const base64 = (bytes: Uint8Array): string => Buffer.from(bytes).toString('base64');

/** A receipt in the format `c2sp.org/tlog-proof@v1`, which carries its entry as `extra` and so is verified alone (standards/tlog.md §6). */
export function formatReceipt({ entry, index, proof, checkpoint }: ReceiptParts): string {
  return [
    'c2sp.org/tlog-proof@v1',
    ...(entry.length === 0 ? [] : [`extra ${base64(entry)}`]),
    `index ${String(index)}`,
    ...proof.map(base64),
    '',
    checkpoint,
  ].join('\n');
}
