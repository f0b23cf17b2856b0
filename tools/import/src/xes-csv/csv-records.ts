import type { Reject } from '../reject.js';
import { rowBytesMax } from '../source.js';

/** One record of a CSV file, not yet taken apart: its bytes without the line end, and the line on which it begins. */
export type CsvRecord = { readonly kind: 'record'; readonly bytes: Buffer; readonly line: number } | ({ readonly kind: 'reject' } & Reject);

const quote = 0x22;
const lineFeed = 0x0a;
const carriageReturn = 0x0d;
const comma = 0x2c;
const semicolon = 0x3b;
const tab = 0x09;

/**
 * Cuts a stream of bytes into CSV records (RFC 4180: a quoted field may hold line ends).
 * A record with broken quotes costs its first line only: reading goes on at the next one. A line too long to keep is skipped to its
 * end without being kept. So no fault, whatever it is, takes the rest of the file with it.
 *
 * @param delimiter asked before each record; undefined while the header has not told it, when any usual one counts.
 */
export async function* csvRecords(chunks: AsyncIterable<Buffer>, delimiter: () => string | undefined): AsyncGenerator<CsvRecord> {
  const cutter = new RecordCutter(delimiter);
  for await (const chunk of chunks) yield* cutter.push(chunk);
  yield* cutter.end();
}

type Scan = { readonly kind: 'whole' | 'broken'; readonly end: number } | { readonly kind: 'unfinished' };

class RecordCutter {
  private rest: Buffer = Buffer.alloc(0);
  private line = 1;
  /** Inside a line that is too long to keep. */
  private skipping = false;

  constructor(private readonly delimiter: () => string | undefined) {}

  *push(chunk: Buffer): Generator<CsvRecord> {
    yield* this.cut(this.rest.length === 0 ? chunk : Buffer.concat([this.rest, chunk]), false);
  }

  *end(): Generator<CsvRecord> {
    yield* this.cut(this.rest, true);
  }

  private *cut(data: Buffer, last: boolean): Generator<CsvRecord> {
    let at = 0;
    let nextQuote = data.indexOf(quote);
    while (at < data.length) {
      if (this.skipping) {
        const end = data.indexOf(lineFeed, at);
        if (end === -1) break;
        this.skipping = false;
        this.line += 1;
        at = end + 1;
        continue;
      }
      if (nextQuote !== -1 && nextQuote < at) nextQuote = data.indexOf(quote, at);
      const firstEnd = data.indexOf(lineFeed, at);
      const lineEnd = firstEnd === -1 && last ? data.length : firstEnd;
      const plain = nextQuote === -1 || (lineEnd !== -1 && nextQuote > lineEnd);
      const scan = plain ? plainScan(lineEnd) : this.scanQuoted(data, at, last);
      if (scan.kind === 'whole') {
        yield this.recordOf(data, at, scan.end);
        this.line += countLines(data, at, scan.end) + 1;
        at = scan.end + 1;
        continue;
      }
      const tooLong = (lineEnd === -1 ? data.length : lineEnd) - at > rowBytesMax;
      if (scan.kind === 'unfinished' && !last && data.length - at <= rowBytesMax) break;
      // Broken quotes, or a record that runs on for ever: give up its first line.
      yield { kind: 'reject', locator: `line ${this.line}`, code: tooLong ? 'ROW_TOO_LONG' : 'BROKEN_QUOTES' };
      if (lineEnd === -1) {
        this.skipping = true;
        at = data.length;
      } else {
        this.line += 1;
        at = lineEnd + 1;
      }
    }
    // Copied, so that a few bytes left over do not keep a whole chunk alive.
    this.rest = this.skipping ? Buffer.alloc(0) : Buffer.from(data.subarray(at));
  }

  private recordOf(data: Buffer, from: number, to: number): CsvRecord {
    const end = to > from && data[to - 1] === carriageReturn ? to - 1 : to;
    if (end - from > rowBytesMax) return { kind: 'reject', locator: `line ${this.line}`, code: 'ROW_TOO_LONG' };
    return { kind: 'record', bytes: data.subarray(from, end), line: this.line };
  }

  /** Follows the fields of a record that has quotes in it. */
  private scanQuoted(data: Buffer, from: number, last: boolean): Scan {
    const delimiter = this.delimiter();
    const delimits = (byte: number | undefined): boolean =>
      delimiter === undefined ? byte === comma || byte === semicolon || byte === tab : byte === delimiter.charCodeAt(0);
    let at = from;
    for (;;) {
      if (data[at] === quote) {
        at = closingQuote(data, at + 1);
        if (at === -1) return { kind: 'unfinished' };
        at += 1;
        if (data[at] === carriageReturn && data[at + 1] === lineFeed) at += 1;
        if (at >= data.length) return last ? { kind: 'whole', end: at } : { kind: 'unfinished' };
        if (!delimits(data[at]) && data[at] !== lineFeed) {
          // A carriage return at the very end of a chunk may yet be followed by its line feed.
          return data[at] === carriageReturn && at + 1 >= data.length && !last ? { kind: 'unfinished' } : { kind: 'broken', end: at };
        }
      } else {
        while (at < data.length && !delimits(data[at]) && data[at] !== lineFeed) {
          if (data[at] === quote) return { kind: 'broken', end: at };
          at += 1;
        }
        if (at >= data.length) return last ? { kind: 'whole', end: at } : { kind: 'unfinished' };
      }
      if (data[at] === lineFeed) return { kind: 'whole', end: at };
      at += 1; // Past the delimiter; a record may end right behind it.
      if (at >= data.length) return last ? { kind: 'whole', end: at } : { kind: 'unfinished' };
    }
  }
}

const plainScan = (lineEnd: number): Scan => (lineEnd === -1 ? { kind: 'unfinished' } : { kind: 'whole', end: lineEnd });

/** Where the quote that opened before `from` closes; two quotes in a row are one quote of the text. */
function closingQuote(data: Buffer, from: number): number {
  for (let at = data.indexOf(quote, from); at !== -1; at = data.indexOf(quote, at + 2)) {
    if (data[at + 1] !== quote) return at;
  }
  return -1;
}

function countLines(data: Buffer, from: number, to: number): number {
  let lines = 0;
  for (let at = data.indexOf(lineFeed, from); at !== -1 && at < to; at = data.indexOf(lineFeed, at + 1)) lines += 1;
  return lines;
}
