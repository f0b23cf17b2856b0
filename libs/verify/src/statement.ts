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
  readonly cases: number;
  readonly files: number;
  readonly digest: string;
}

export function packSealOf({ origin, kind, lines }: Statement): PackSeal | undefined {
  const said = (n: number, name: string): string => (lines[n]?.startsWith(`${name} `) === true ? lines[n].slice(name.length + 1) : '');
  const [made, cases, files, digest] = [said(0, 'made'), decimal(said(1, 'cases')), decimal(said(2, 'files')), said(3, 'files.sha256')];
  const whole = kind === 'pack@v1' && lines.length === 4 && made !== '' && /^[0-9a-f]{64}$/.test(digest);
  return whole && cases !== undefined && files !== undefined ? { origin, made, cases, files, digest } : undefined;
}
