import { createHash, createPublicKey, sign, type KeyObject } from 'node:crypto';

/** Kinds of signature (signed-note, tlog-cosignature). */
export const signatureTypes = { ed25519: 0x01, ed25519Cosignature: 0x04 } as const;

/** Signs notes under a name. The signature line's key id binds name, kind and public key. */
export interface NoteSigner {
  readonly name: string;
  /** `<name>+<8 hex digits>+<base64 of kind and public key>`: what verifiers are told. */
  readonly vkey: string;
  /** The signature line of a note's text, with its newline. */
  signatureLine(text: string): string;
}

/** @throws TypeError for a name or a key that signed notes cannot have */
export function ed25519Signer(name: string, privateKey: KeyObject): NoteSigner {
  const { keyId, vkey } = identify(name, signatureTypes.ed25519, privateKey);
  return {
    name,
    vkey,
    signatureLine: (text) => signatureLine(name, keyId, sign(null, Buffer.from(text), privateKey)),
  };
}

/** A witness: says that at a time this was the largest consistent tree of its origin that it had seen (cosignature/v1). */
export interface Cosigner {
  readonly name: string;
  readonly vkey: string;
  /** @param seconds Unix time at which the witness saw the checkpoint */
  cosignatureLine(checkpointText: string, seconds: number): string;
}

/** The key must be the witness's own and used for nothing else. */
export function ed25519Cosigner(name: string, privateKey: KeyObject): Cosigner {
  const { keyId, vkey } = identify(name, signatureTypes.ed25519Cosignature, privateKey);
  return {
    name,
    vkey,
    cosignatureLine(checkpointText, seconds) {
      const time = Buffer.alloc(8);
      time.writeBigUInt64BE(BigInt(seconds));
      const signed = Buffer.from(`cosignature/v1\ntime ${String(seconds)}\n${checkpointText}`);
      return signatureLine(name, keyId, Buffer.concat([time, sign(null, signed, privateKey)]));
    },
  };
}

/**
 * A signed note: text, blank line, one line per signature.
 *
 * @param text valid UTF-8 that ends in a newline and holds no other control character
 * @param lines of {@link NoteSigner.signatureLine} or {@link Cosigner.cosignatureLine}
 */
export function signedNote(text: string, lines: readonly string[]): string {
  if (!text.endsWith('\n') || /[^\P{Cc}\n]|\p{Cs}/u.test(text)) throw new TypeError('this text cannot be a note');
  return `${text}\n${lines.join('')}`;
}

/** Whether a note carries a signature under a signer's name and key id. Says nothing of whether it is a good one. */
export function isSignedBy(note: string, { name, vkey }: Pick<NoteSigner, 'name' | 'vkey'>): boolean {
  const opening = `— ${name} `;
  const keyId = vkey.slice(name.length + 1, name.length + 9);
  return note
    .slice(note.lastIndexOf('\n\n') + 2)
    .split('\n')
    .some((line) => line.startsWith(opening) && Buffer.from(line.slice(opening.length), 'base64').toString('hex', 0, 4) === keyId);
}

function signatureLine(name: string, keyId: Buffer, signature: Buffer): string {
  return `— ${name} ${Buffer.concat([keyId, signature]).toString('base64')}\n`;
}

function identify(name: string, type: number, privateKey: KeyObject): { readonly keyId: Buffer; readonly vkey: string } {
  if (!/^[^\p{White_Space}+]+$/u.test(name)) throw new TypeError('a key name has no spaces and no plus sign');
  if (privateKey.type !== 'private' || privateKey.asymmetricKeyType !== 'ed25519') throw new TypeError('an Ed25519 private key is needed');
  const publicKey = createPublicKey(privateKey).export({ format: 'der', type: 'spki' }).subarray(-32);
  const typed = Buffer.concat([Buffer.of(type), publicKey]);
  const keyId = createHash('sha256').update(`${name}\n`).update(typed).digest().subarray(0, 4);
  return { keyId, vkey: `${name}+${keyId.toString('hex')}+${typed.toString('base64')}` };
}
