import type { Route } from '@huying/contracts';
import type { StreamCondition } from '@huying/event-store';
import { versionsIn } from '@huying/platform-nest';
import type { IncomingHttpHeaders } from 'node:http';

/** A header that cannot be understood, and what to say of it. */
export interface HeaderFault {
  readonly field: string;
  readonly message: string;
}

/** RFC 9110 §8.8.3: any entity tag, weak ones among them. */
const entityTag = /^(?:W\/)?"[\x21\x23-\x7e\x80-\xff]*"$/;
/** Tags hold no comma of ours; one that another server made is not ours to judge. */
const listOf = (header: string): readonly string[] =>
  header
    .split(',')
    .map((tag) => tag.trim())
    .filter((tag) => tag !== '');

/**
 * What `If-Match` asks of the stream that a write is for. Of each tag the version of that stream counts and nothing else: what other
 * streams a tag names are other logs' (or not written to), and no append could hold them still.
 */
export function conditionOf(
  headers: IncomingHttpHeaders,
  { method, writes }: Pick<Route, 'method' | 'writes'>,
): StreamCondition | HeaderFault | undefined {
  const header = headers['if-match'];
  if (header === undefined) return undefined;
  const fault = (message: string): HeaderFault => ({ field: 'if-match', message });
  if (method === 'GET') return fault('is a condition of writes: to read only what is new, send If-None-Match');
  if (writes === undefined) return fault('has nothing to be compared with here: this call opens something new. Leave it out');
  if (header.trim() === '*') return { category: writes, versions: 'exists' };
  const versions = listOf(header).map((tag) => versionsIn(tag)?.get(writes));
  const known = versions.filter((version) => version !== undefined);
  if (known.length === 0 || known.length < versions.length)
    return fault(`must be * or the ETag of an answer that names the version of \`${writes}\`, such as "${writes}:7"`);
  return { category: writes, versions: known };
}

/** Whether a read's caller has the very answer already (RFC 9110 §13.1.2: weak comparison). */
export function isKnown(header: string | undefined, etag: string): boolean {
  if (header === undefined) return false;
  const opaque = (tag: string): string => tag.replace(/^W\//, '');
  return header.trim() === '*' || listOf(header).some((tag) => opaque(tag) === opaque(etag));
}

/** What is wrong with a call's `If-None-Match`. */
export function ifNoneMatchFault(headers: IncomingHttpHeaders, { method }: Pick<Route, 'method'>): HeaderFault | undefined {
  const header = headers['if-none-match'];
  if (header === undefined) return undefined;
  const fault = (message: string): HeaderFault => ({ field: 'if-none-match', message });
  if (method !== 'GET') return fault('is a condition of reads: to write only what you have read, send If-Match');
  const tags = listOf(header);
  return header.trim() === '*' || (tags.length > 0 && tags.every((tag) => entityTag.test(tag)))
    ? undefined
    : fault('must be * or a list of ETags, each in double quotes');
}
