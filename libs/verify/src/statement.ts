import { decimal } from './bytes.js';
import { openNote, type NoteRefusal } from './note.js';
import type { VerifierKey } from './verifier-key.js';

/** A statement that its ledger signed: `complete@v1` or `pack@v1`, and what it says, a line each. */
export interface Statement {
  /** `<ledger>/statements`. */
  readonly origin: string;
  readonly kind: string;
  readonly lines: readonly string[];
}

export type StatementRefusal = NoteRefusal | 'STATEMENT_MALFORMED' | 'ORIGIN_NOT_THE_SIGNERS';

/** Opens a signed statement of any kind. */
export async function openStatement(note: string, keys: readonly VerifierKey[]): Promise<Statement | StatementRefusal> {
  const opened = await openNote(note, keys);
  if (typeof opened === 'string') return opened;
  const [origin = '', kind = '', ...lines] = opened.text.slice(0, -1).split('\n');
  if (!origin.endsWith('/statements') || !/^[a-z]+@v\d+$/.test(kind)) return 'STATEMENT_MALFORMED';
  return opened.signedBy.includes(origin) ? { origin, kind, lines } : 'ORIGIN_NOT_THE_SIGNERS';
}

/** What a pack's seal says. */
export interface PackSeal {
  readonly origin: string;
  readonly made: string;
  readonly occurredBy: string;
  readonly knownBy: string;
  /** Up to which position each log was known. */
  readonly positions: Readonly<Record<string, number>>;
  /** The area whose cases its maker could see; undefined: all. */
  readonly scope: string | undefined;
  /** Which cases were asked for: `cases` by name, or the words of a selection. */
  readonly selection: Readonly<Record<string, string>>;
  readonly cases: number;
  /** Of the cases; those that adopted the rules are beside them. */
  readonly events: number;
  readonly files: number;
  readonly digest: string;
}

const sealLines = [
  'made',
  'occurred-by',
  'known-by',
  'positions',
  'scope',
  'selection',
  'cases',
  'events',
  'files',
  'files.sha256',
] as const;

/** Reads `pack@v2`: these lines in this order, and no others. */
export function packSealOf({ origin, kind, lines }: Statement): PackSeal | undefined {
  const said = new Map(lines.map((line) => [line.slice(0, line.indexOf(' ')), line.slice(line.indexOf(' ') + 1)]));
  if (kind !== 'pack@v2' || lines.length !== sealLines.length || [...said.keys()].join() !== sealLines.join()) return undefined;
  const text = (name: (typeof sealLines)[number]): string => said.get(name) ?? '';
  const [cases, events, files] = [decimal(text('cases')), decimal(text('events')), decimal(text('files'))];
  const positions = text('positions')
    .split(' ')
    .map((position) => position.split(':'))
    .map(([log = '', position = '']) => [log, decimal(position)] as const);
  const moments = [text('made'), text('occurred-by'), text('known-by')];
  if (moments.some((moment) => Number.isNaN(Date.parse(moment))) || !/^[0-9a-f]{64}$/.test(text('files.sha256'))) return undefined;
  if (cases === undefined || events === undefined || files === undefined || positions.some(([, at]) => at === undefined)) return undefined;
  return {
    origin,
    made: text('made'),
    occurredBy: text('occurred-by'),
    knownBy: text('known-by'),
    positions: Object.fromEntries(positions.map(([log, at = 0]) => [log, at])),
    scope: text('scope') === '-' ? undefined : text('scope'),
    selection: Object.fromEntries(new URLSearchParams(text('selection'))),
    cases,
    events,
    files,
    digest: text('files.sha256'),
  };
}
