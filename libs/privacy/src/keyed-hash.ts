import { createHmac, hkdfSync } from 'node:crypto';

/** A hash that only the holder of a secret can compute: two equal values can be found without keeping either. */
export type KeyedHash = (purpose: string, value: string | Buffer) => string;

/** HMAC-SHA256 under a key derived for the purpose, hex. Hashes of different purposes cannot be compared with one another. */
export function createKeyedHash(secret: Buffer, scope: string): KeyedHash {
  const derivedKeys = new Map<string, Buffer>();
  const keyFor = (purpose: string): Buffer => {
    const known = derivedKeys.get(purpose);
    if (known !== undefined) return known;
    const key = Buffer.from(hkdfSync('sha256', secret, '', `huying/keyed-hash/v1/${scope}/${purpose}`, 32));
    derivedKeys.set(purpose, key);
    return key;
  };
  return (purpose, value) => createHmac('sha256', keyFor(purpose)).update(value).digest('hex');
}
