import { createHash, createHmac, type KeyObject } from 'node:crypto';
import { canonicalJson } from './canonical-json.js';

/** What a command said, as far as repeating it is concerned. */
export interface DigestedRequest {
  readonly method: string;
  /** Path and query, as the caller wrote them. */
  readonly path: string;
  /** The parsed JSON body; `undefined` where there is none; a Buffer where the body is raw bytes. */
  readonly body: unknown;
}

/**
 * Keyed digest of a request, hex HMAC-SHA256: tells a repeat (same command id, same digest) from a clash (another digest).
 * It is keyed because bodies hold personal data and the digest is stored: without the key nobody can confirm a guess.
 * Two JSON bodies that differ only in spacing or member order have one digest.
 */
export function requestDigest(key: KeyObject, request: DigestedRequest): string {
  return createHmac('sha256', key)
    .update(`${request.method}\n${request.path}\n${canonicalBody(request.body)}`)
    .digest('hex');
}

function canonicalBody(body: unknown): string {
  if (body === undefined) return '';
  if (Buffer.isBuffer(body)) return createHash('sha256').update(body).digest('hex');
  return canonicalJson(body);
}
