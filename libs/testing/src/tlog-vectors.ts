import { readFileSync } from 'node:fs';

/** `standards/tlog-vectors.json`: made by implementations that are not ours. */
export interface TlogVectors {
  readonly key: { readonly name: string; readonly seed_hex: string; readonly vkey: string };
  readonly entries_hex: readonly string[];
  readonly leaf_hashes: readonly string[];
  readonly roots_by_size: readonly string[];
  readonly 'inclusion_index/size': Readonly<Record<string, readonly string[]>>;
  readonly 'consistency_old/new': Readonly<Record<string, readonly string[]>>;
  readonly index_paths: Readonly<Record<string, string>>;
  readonly checkpoint_size_8: string;
  readonly tlog_proof_index_3: string;
}

export const tlogVectors = JSON.parse(
  readFileSync(new URL('../../../standards/tlog-vectors.json', import.meta.url), 'utf8'),
) as TlogVectors;

export const bytesOf = (base64: string | undefined): Buffer => Buffer.from(base64 ?? '', 'base64');
export const tlogEntries = tlogVectors.entries_hex.map((hex) => Buffer.from(hex, 'hex'));
/** The cases of a table keyed by two numbers, `3/8`. */
export const pairsOf = (table: Readonly<Record<string, readonly string[]>>): (readonly [number, number, readonly Buffer[]])[] =>
  Object.entries(table).map(([key, proof]) => {
    const [one = 0, other = 0] = key.split('/').map(Number);
    return [one, other, proof.map(bytesOf)] as const;
  });
