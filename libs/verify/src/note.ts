import { equal, fromBase64, utf8 } from './bytes.js';
import { isSignedBy, type VerifierKey } from './verifier-key.js';

/** A note whose known signatures all verified. */
export interface OpenedNote {
  /** What was signed, with its last newline. */
  readonly text: string;
  /** Names of the logs whose signature stands below. */
  readonly signedBy: readonly string[];
  /** Witnesses, with the Unix time (seconds) at which each saw it. */
  readonly cosignedBy: readonly { readonly name: string; readonly seconds: number }[];
}

export type NoteRefusal = 'NOTE_MALFORMED' | 'NOTE_SIGNATURE_WRONG' | 'NOTE_SIGNED_BY_NOBODY_KNOWN';

interface SignatureLine {
  readonly name: string;
  readonly keyId: Uint8Array;
  readonly signature: Uint8Array;
}

/** Signatures that a note may have at most: a bound on work, well above what the format asks readers to accept (16). */
const signaturesMax = 100;

/** Opens a signed note: signatures of unknown keys are ignored, one wrong signature of a known key refuses the whole note. */
export async function openNote(note: string, keys: readonly VerifierKey[]): Promise<OpenedNote | NoteRefusal> {
  const split = note.lastIndexOf('\n\n');
  const text = note.slice(0, split + 1);
  if (split < 0 || !note.endsWith('\n') || /[^\P{Cc}\n]|\p{Cs}/u.test(note)) return 'NOTE_MALFORMED';
  const lines = note
    .slice(split + 2, -1)
    .split('\n')
    .map(parseLine);
  if (lines.length > signaturesMax) return 'NOTE_MALFORMED';
  const signedBy = new Set<string>();
  const cosignedBy = new Map<string, number>();
  for (const line of lines) {
    if (line === undefined) return 'NOTE_MALFORMED';
    const key = keys.find(({ name, keyId }) => name === line.name && equal(keyId, line.keyId));
    if (key === undefined) continue;
    if (key.kind === 'signature') {
      if (!(await isSignedBy(key, line.signature, utf8(text)))) return 'NOTE_SIGNATURE_WRONG';
      signedBy.add(key.name);
    } else {
      const seconds = await cosignedAt(key, line.signature, text);
      if (seconds === undefined) return 'NOTE_SIGNATURE_WRONG';
      cosignedBy.set(key.name, seconds);
    }
  }
  if (signedBy.size === 0) return 'NOTE_SIGNED_BY_NOBODY_KNOWN';
  return { text, signedBy: [...signedBy], cosignedBy: [...cosignedBy].map(([name, seconds]) => ({ name, seconds })) };
}

function parseLine(line: string): SignatureLine | undefined {
  const [, name, encoded] = /^— ([^\p{White_Space}+]+) ([A-Za-z0-9+/=]+)$/u.exec(line) ?? [];
  const bytes = fromBase64(encoded ?? '');
  if (name === undefined || bytes === undefined || bytes.length < 5) return undefined;
  return { name, keyId: bytes.subarray(0, 4), signature: bytes.subarray(4) };
}

/** cosignature/v1: eight bytes of Unix time, then the signature over that time and the checkpoint. */
async function cosignedAt(key: VerifierKey, signature: Uint8Array, text: string): Promise<number | undefined> {
  if (signature.length !== 72) return undefined;
  const seconds = Number(new DataView(signature.buffer, signature.byteOffset, 8).getBigUint64(0));
  const message = utf8(`cosignature/v1\ntime ${String(seconds)}\n${text}`);
  return (await isSignedBy(key, signature.subarray(8), message)) ? seconds : undefined;
}
