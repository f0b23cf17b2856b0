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
  readonly occurredBy: string;
  readonly knownBy: string;
  /** Up to which position each log was known. */
  readonly positions: Readonly<Record<string, number>>;
  /** The area whose cases its maker may see; undefined: all. */
  readonly scope: string | undefined;
  /** Which cases were asked for: `cases`, or the words of a selection. */
  readonly selection: Readonly<Record<string, string>>;
  readonly cases: number;
  /** Of the cases; those that adopted the rules are beside them. */
  readonly events: number;
  readonly files: number;
  /** SHA-256 of `files.sha256`, hex. */
  readonly digest: string;
}

/** `pack@v2`. The selection is written as in an address, its words in the order of their names, so that it has one form. */
export function packStatement(seal: PackSeal, signers: readonly [NoteSigner, ...NoteSigner[]]): string {
  const byName = <Value>(members: Readonly<Record<string, Value>>): [string, Value][] =>
    Object.entries(members).sort(([one], [other]) => (one < other ? -1 : 1));
  const { made, occurredBy, knownBy, positions, scope = '-', selection, cases, events, files, digest } = seal;
  const lines = [
    ...[`made ${made}`, `occurred-by ${occurredBy}`, `known-by ${knownBy}`],
    ['positions', ...byName(positions).map(([log, position]) => `${log}:${String(position)}`)].join(' '),
    ...[`scope ${scope}`, `selection ${new URLSearchParams(byName(selection)).toString()}`],
    ...[`cases ${String(cases)}`, `events ${String(events)}`, `files ${String(files)}`, `files.sha256 ${digest}`],
  ];
  return signedStatement(['pack@v2', ...lines], signers);
}

function signedStatement(lines: readonly string[], signers: readonly [NoteSigner, ...NoteSigner[]]): string {
  const text = `${[signers[0].name, ...lines].join('\n')}\n`;
  return signedNote(
    text,
    signers.map((signer) => signer.signatureLine(text)),
  );
}
