import { isUtf8 } from 'node:buffer';
import type { ReadOptions, SourceItem } from '../source.js';
import { arrayElements } from './array-elements.js';
import { elementSpans, memberSpan, type Span } from './member-spans.js';
import { isObject, noteRow, requestRow, type JsonObject } from './open311-row.js';

/** Reads service requests as an Open311 endpoint answers them (with `extensions=true`: each with its dated notes). */
export async function* readOpen311Json(chunks: AsyncIterable<Buffer>, options: ReadOptions): AsyncGenerator<SourceItem> {
  for await (const element of arrayElements(chunks)) {
    if (element.kind === 'reject') {
      yield element;
      continue;
    }
    const locator = `/${element.index}`;
    if (!isUtf8(element.bytes)) {
      yield { kind: 'reject', locator, code: 'INVALID_ENCODING' };
      continue;
    }
    const request = parsed(element.bytes);
    if (request === undefined) yield { kind: 'reject', locator, code: 'BROKEN_JSON' };
    else if (!isObject(request)) yield { kind: 'reject', locator, code: 'NOT_AN_OBJECT' };
    else yield* rowsOf(request, element.bytes, locator, options);
  }
}

/** The request is one row, each of its notes another: a request with five notes is six events. */
function* rowsOf(request: JsonObject, bytes: Buffer, locator: string, options: ReadOptions): Generator<SourceItem> {
  const { notes } = request;
  const span = Array.isArray(notes) ? memberSpan(bytes, 'notes') : undefined;
  yield requestRow(request, { locator, source: withoutNotes(bytes, span) }, options);
  if (!Array.isArray(notes) || span === undefined) return;
  const id = request['service_request_id'];
  const caseId = typeof id === 'string' ? id : typeof id === 'number' ? String(id) : '';
  const spans = elementSpans(bytes, span);
  for (const [at, note] of (notes as readonly unknown[]).entries()) {
    const place = spans[at];
    const source = place === undefined ? JSON.stringify(note) : bytes.toString('utf8', place.from, place.to);
    yield noteRow(note, caseId, at + 1, { locator: `${locator}/notes/${at}`, source }, options);
  }
}

/** The request's own bytes: those of its notes are kept with the notes. */
function withoutNotes(bytes: Buffer, notes: Span | undefined): string {
  if (notes === undefined) return bytes.toString('utf8');
  return `${bytes.toString('utf8', 0, notes.from)}[]${bytes.toString('utf8', notes.to)}`;
}

function parsed(bytes: Buffer): unknown {
  try {
    return JSON.parse(bytes.toString('utf8'));
  } catch {
    return undefined;
  }
}
