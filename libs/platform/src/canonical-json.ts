import canonicalize from 'canonicalize';

/**
 * The one way to write a JSON value (RFC 8785): two texts that mean the same are the same bytes, so they have the same digest.
 *
 * Throws a `TypeError` on what is no JSON value (`undefined`, a function, `NaN`): that is a bug of the caller.
 */
export function canonicalJson(value: unknown): string {
  const text = canonicalize(value);
  if (text === undefined) throw new TypeError('not a JSON value');
  return text;
}
