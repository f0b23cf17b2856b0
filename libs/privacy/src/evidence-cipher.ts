import { createCipheriv, createDecipheriv, hkdfSync, randomBytes, timingSafeEqual } from 'node:crypto';
import { SealBroken } from './part-cipher.js';
import type { SubjectKey } from './subject-key.js';

/*
 * An encrypted evidence file: magic (8) | kid as text (36) | salt (32) | key commitment (32) | ciphertext | tag (16).
 * Keys are derived as for sealed parts (tlog §8), under labels of their own; the header is bound in as AAD.
 */
const magic = Buffer.from('HYEVID1\n', 'latin1');
const kidEnd = magic.length + 36;
const saltEnd = kidEnd + 32;
const headerEnd = saltEnd + 32;
const tagBytes = 16;
const fixedNonce = Buffer.alloc(12);

export function encryptEvidence(key: SubjectKey, plain: Buffer): Buffer {
  const salt = randomBytes(32);
  const header = Buffer.concat([magic, Buffer.from(key.kid, 'latin1'), salt, derived(key, salt, 'commit')]);
  if (header.length !== headerEnd) throw new RangeError('a key id of an evidence file must be a UUID');
  const cipher = createCipheriv('aes-256-gcm', derived(key, salt, 'enc'), fixedNonce).setAAD(header);
  return Buffer.concat([header, cipher.update(plain), cipher.final(), cipher.getAuthTag()]);
}

/** The id of the key that a stored file was encrypted under. */
export function keyIdOf(stored: Buffer): string {
  if (stored.length < headerEnd + tagBytes || !stored.subarray(0, magic.length).equals(magic)) throw new SealBroken('not an evidence file');
  return stored.toString('latin1', magic.length, kidEnd);
}

/** @throws SealBroken when the file was altered or belongs to another key. */
export function decryptEvidence(key: SubjectKey, stored: Buffer): Buffer {
  const salt = stored.subarray(kidEnd, saltEnd);
  if (!timingSafeEqual(stored.subarray(saltEnd, headerEnd), derived(key, salt, 'commit'))) {
    throw new SealBroken(`evidence was not sealed under key ${key.kid}`);
  }
  const decipher = createDecipheriv('aes-256-gcm', derived(key, salt, 'enc'), fixedNonce, { authTagLength: tagBytes });
  decipher.setAAD(stored.subarray(0, headerEnd)).setAuthTag(stored.subarray(-tagBytes));
  try {
    return Buffer.concat([decipher.update(stored.subarray(headerEnd, -tagBytes)), decipher.final()]);
  } catch (cause) {
    throw new SealBroken('evidence was altered', { cause });
  }
}

function derived(key: SubjectKey, salt: Buffer, use: 'enc' | 'commit'): Buffer {
  return Buffer.from(hkdfSync('sha256', key.secret, salt, `case-log/evidence/v1/${use}`, 32));
}
