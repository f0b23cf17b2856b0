import { createPublicKey, type KeyObject } from 'node:crypto';

/**
 * Tokens that this process has signed for a service in this process, and that are on their way there. Ed25519 takes three times as long
 * to verify as to sign, and to verify what one has just signed proves nothing: such a token is known by being the very same text.
 * Audience, time, method, path, body and single use are judged as ever.
 */
const onTheWay = new Map<string, KeyObject>();
const pairs = new WeakMap<KeyObject, KeyObject>();

/** Carries a call within this process: vouches for its token until the call is answered. */
export async function vouchingFor<T>(token: string, signedWith: KeyObject, call: () => Promise<T>): Promise<T> {
  onTheWay.set(token, signedWith);
  try {
    return await call();
  } finally {
    onTheWay.delete(token);
  }
}

/** True for a token that this process has signed with the private half of `publicKey`. */
export function isVouchedFor(token: string, publicKey: KeyObject): boolean {
  const signedWith = onTheWay.get(token);
  return signedWith !== undefined && publicHalfOf(signedWith).equals(publicKey);
}

function publicHalfOf(privateKey: KeyObject): KeyObject {
  const known = pairs.get(privateKey);
  if (known !== undefined) return known;
  const made = createPublicKey(privateKey);
  pairs.set(privateKey, made);
  return made;
}
