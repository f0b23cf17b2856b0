import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';

const nonceBytes = 12;
const tagBytes = 16;

/** Thrown when a stored key does not open under the master key: a wrong master key, or a row that was tampered with. */
export class KeyUnwrapFault extends Error {
  override readonly name = 'KeyUnwrapFault';
}

/** Wraps subject keys for storage under the master key; the place of each (id, owner, subject) is bound in, so rows cannot be swapped. */
export interface KeyWrapping {
  wrap(secret: Buffer, place: KeyPlace): Buffer;
  unwrap(wrapped: Buffer, place: KeyPlace): Buffer;
}

export interface KeyPlace {
  readonly kid: string;
  readonly service: string;
  readonly subject: string;
}

/** @param masterKey exactly 32 bytes; anything else is a fault of configuration and throws. */
export function createKeyWrapping(masterKey: Buffer): KeyWrapping {
  if (masterKey.length !== 32) throw new RangeError('the master key must be exactly 32 bytes');
  return {
    wrap(secret, place) {
      // Random nonces are safe here up to 2^32 keys under one master key, some 200 years of a large city.
      const nonce = randomBytes(nonceBytes);
      const cipher = createCipheriv('aes-256-gcm', masterKey, nonce).setAAD(bound(place));
      return Buffer.concat([nonce, cipher.update(secret), cipher.final(), cipher.getAuthTag()]);
    },
    unwrap(wrapped, place) {
      try {
        const decipher = createDecipheriv('aes-256-gcm', masterKey, wrapped.subarray(0, nonceBytes), { authTagLength: tagBytes });
        decipher.setAAD(bound(place)).setAuthTag(wrapped.subarray(-tagBytes));
        return Buffer.concat([decipher.update(wrapped.subarray(nonceBytes, -tagBytes)), decipher.final()]);
      } catch (cause) {
        throw new KeyUnwrapFault(`key ${place.kid} does not open under this master key`, { cause });
      }
    },
  };
}

const bound = ({ kid, service, subject }: KeyPlace): Buffer => Buffer.from(JSON.stringify([kid, service, subject]));
