import { concat, equal, fromBase64, utf8 } from './bytes.js';
import { sha256 } from './merkle.js';

/** Who may have signed a note, and how (signed-note, tlog-cosignature). */
export interface VerifierKey {
  readonly name: string;
  readonly keyId: Uint8Array;
  readonly kind: 'signature' | 'cosignature';
  readonly publicKey: Uint8Array;
}

const kinds = new Map<number | undefined, VerifierKey['kind']>([
  [0x01, 'signature'],
  [0x04, 'cosignature'],
]);

/** Reads `<name>+<8 hex digits>+<base64>`; undefined where it is malformed, of another algorithm, or its id does not fit its key. */
export async function parseVerifierKey(vkey: string): Promise<VerifierKey | undefined> {
  const [, name, id, encoded] = /^([^\p{White_Space}+]+)\+([0-9a-f]{8})\+([A-Za-z0-9+/=]+)$/u.exec(vkey) ?? [];
  const typed = fromBase64(encoded ?? '');
  const kind = kinds.get(typed?.[0]);
  if (name === undefined || id === undefined || typed?.length !== 33 || kind === undefined) return undefined;
  const keyId = (await sha256(utf8(`${name}\n`), typed)).subarray(0, 4);
  const stated = Uint8Array.from(id.match(/../g) ?? [], (byte) => Number.parseInt(byte, 16));
  return equal(keyId, stated) ? { name, keyId, kind, publicKey: typed.subarray(1) } : undefined;
}

/** Whether `signature` is this key's over `message` (Ed25519). */
export async function isSignedBy({ publicKey }: VerifierKey, signature: Uint8Array, message: Uint8Array): Promise<boolean> {
  const key = await crypto.subtle.importKey('raw', concat(publicKey), { name: 'Ed25519' }, false, ['verify']);
  return crypto.subtle.verify({ name: 'Ed25519' }, key, concat(signature), concat(message));
}
