import { signedNote, type NoteSigner } from './note.js';

/**
 * Statements are signed notes of a name of their own, `<ledger>/statements`, so that none can ever pass for a checkpoint: the name is
 * part of the key's id. The first line is that name, the second says what kind of statement follows.
 */
export const statementsName = (ledgerOrigin: string): string => `${ledgerOrigin}/statements`;

/** "Complete up to n", of one log. */
export interface CompleteLog {
  readonly source: string;
  /** Every event from 1 to this position is held, without a hole. */
  readonly upTo: number;
  /** Root of the tree of these events. */
  readonly root: Uint8Array;
}

/** Says of each log up to which position it is held whole, with the root that anybody can compare: `<source> <n> <root>` a line. */
export function completenessStatement(at: string, logs: readonly CompleteLog[], signers: readonly [NoteSigner, ...NoteSigner[]]): string {
  const lines = logs.map(({ source, upTo, root }) => `${source} ${String(upTo)} ${Buffer.from(root).toString('base64')}`);
  return signedStatement(['complete@v1', `at ${at}`, ...lines], signers);
}

/** What a pack is sealed with. */
export interface PackSeal {
  readonly made: string;
  readonly cases: number;
  readonly files: number;
  /** SHA-256 of `files.sha256`, hex. */
  readonly digest: string;
}

export function packStatement({ made, cases, files, digest }: PackSeal, signers: readonly [NoteSigner, ...NoteSigner[]]): string {
  return signedStatement(
    ['pack@v1', `made ${made}`, `cases ${String(cases)}`, `files ${String(files)}`, `files.sha256 ${digest}`],
    signers,
  );
}

function signedStatement(lines: readonly string[], signers: readonly [NoteSigner, ...NoteSigner[]]): string {
  const text = `${[signers[0].name, ...lines].join('\n')}\n`;
  return signedNote(
    text,
    signers.map((signer) => signer.signatureLine(text)),
  );
}
