import type { Json } from '@huying/kernel';
import { canonicalJson } from '@huying/platform';

/**
 * RFC 8785 (JCS) bytes of a JSON value.
 * Text that no UTF-8 can hold (a lone surrogate) is first made well-formed with U+FFFD: a resident's odd emoji must not be refused.
 */
export function canonicalBytes(value: Json): Buffer {
  try {
    return Buffer.from(canonicalJson(value));
  } catch {
    return Buffer.from(canonicalJson(wellFormed(value)));
  }
}

function wellFormed(value: Json): Json {
  if (typeof value === 'string') return Buffer.from(value).toString();
  if (Array.isArray(value)) return (value as readonly Json[]).map(wellFormed);
  if (value === null || typeof value !== 'object') return value;
  return Object.fromEntries(Object.entries(value).map(([key, member]) => [Buffer.from(key).toString(), wellFormed(member)]));
}
