import { createPublicKey, type KeyObject } from 'node:crypto';

/**
 * Tokens that this process has made for a service in this process, and that are on their way there. To verify what one has just signed
 * proves nothing, so they are not signed: such a token is known by being the very same text, 256 random bits of which nobody outside can
 * know. Audience, time, method, path, body and single use are judged as ever.
 */
const onTheWay = new Map<string, KeyObject>();
const pairs = new WeakMap<KeyObject, KeyObject>();

/** Carries a call within this process: vouches for its token until the call is answered, with the private key that could sign it. */
export async function vouchingFor<T>(token: string, vouchedWith: KeyObject, call: () => Promise<T>): Promise<T> {
  onTheWay.set(token, vouchedWith);
  try {
    return await call();
  } finally {
    onTheWay.delete(token);
  }
}

/** True for a token that this process vouches for with the private half of `publicKey`. */
export function isVouchedFor(token: string, publicKey: KeyObject): boolean {
  const vouchedWith = onTheWay.get(token);
  return vouchedWith !== undefined && publicHalfOf(vouchedWith).equals(publicKey);
}

function publicHalfOf(privateKey: KeyObject): KeyObject {
  const known = pairs.get(privateKey);
  if (known !== undefined) return known;
  const made = createPublicKey(privateKey);
  pairs.set(privateKey, made);
  return made;
}
