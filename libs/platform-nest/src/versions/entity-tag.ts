import { createHash } from 'node:crypto';

/** Versions of streams, by category: `{ case: 7, order: 5 }`. */
export type VersionVector = Readonly<Record<string, number>>;

const part = '[a-z]{1,32}:(?:0|[1-9]\\d{0,14})';
/** A strong entity tag of ours: the versions, and for a read the digest of the bytes that showed them. */
const form = new RegExp(`^"(${part}(?:;${part})*)(?:;[A-Za-z0-9_-]{22})?"$`);

/**
 * The `ETag` of an answer: `"case:7;order:5;<digest>"`, without digest where the answer is that of a write. The versions say what may
 * be made a condition; the digest makes the tag strong, for an answer can change by the hour (a colour), the reader (a mask) or a key
 * (an erasure) while no stream does. RFC 9110 §8.8.3 allows no space in a tag.
 */
export function entityTag(versions: VersionVector, body?: string | Buffer): string {
  const parts = Object.entries(versions).map(([category, version]) => `${category}:${String(version)}`);
  if (body !== undefined) parts.push(createHash('sha256').update(body).digest().subarray(0, 16).toString('base64url'));
  return `"${parts.join(';')}"`;
}

/** The versions that a tag of ours names; undefined for any other text, weak tags among them. */
export function versionsIn(tag: string): ReadonlyMap<string, number> | undefined {
  const [, parts] = form.exec(tag) ?? [];
  if (parts === undefined) return undefined;
  return new Map(
    parts.split(';').map((text) => {
      const [category = '', version = ''] = text.split(':');
      return [category, Number(version)];
    }),
  );
}
