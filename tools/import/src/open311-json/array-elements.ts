import type { Reject } from '../reject.js';
import { SourceFault } from '../source.js';
import { ElementScan } from './element-scan.js';

/** One element of the file's array, not yet parsed: its bytes, and its place. */
export type ArrayElement =
  { readonly kind: 'element'; readonly bytes: Buffer; readonly index: number } | ({ readonly kind: 'reject' } & Reject);

/** The longest element that is kept: a request with all its notes. */
const elementBytesMax = 4 * 1024 * 1024;
/**
 * Where a next request begins, for finding the way back after a broken one: requests begin with their id, and what begins so inside a
 * request does not follow a comma or a closing bracket.
 */
const nextRequest = /[,[\]}]\s*(\{\s*"service_request_id"\s*:)/;
/** As much of the bytes searched as a beginning that is cut in two may need. */
const searchOverlapBytes = 256;

/**
 * Cuts a stream of bytes that is one JSON array into its elements, without parsing them.
 * An element whose brackets or strings do not close, or that is too long to keep, becomes one reject; reading goes on at the next
 * request that can be recognised.
 */
export async function* arrayElements(chunks: AsyncIterable<Buffer>): AsyncGenerator<ArrayElement> {
  const cutter = new ElementCutter();
  for await (const chunk of chunks) yield* cutter.push(chunk);
  yield* cutter.end();
}

type Place = 'before-array' | 'between' | 'element' | 'lost' | 'after-array';

class ElementCutter {
  private place: Place = 'before-array';
  private rest: Buffer = Buffer.alloc(0);
  private index = 0;
  private scan = new ElementScan();

  *push(chunk: Buffer): Generator<ArrayElement> {
    yield* this.cut(this.rest.length === 0 ? chunk : Buffer.concat([this.rest, chunk]));
  }

  *end(): Generator<ArrayElement> {
    // An element left open takes nothing with it that can still be recognised.
    while (this.place === 'element') yield* this.giveUp(this.rest, 0);
    if (this.place === 'before-array') throw new SourceFault('the file should be a JSON array of service requests 文件应为 JSON 数组');
    if (this.place === 'between') yield { kind: 'reject', locator: 'end of file', code: 'BROKEN_JSON', hint: 'the array is not closed' };
  }

  /** Works through `data`; what must be seen again stays in `rest`. */
  private *cut(data: Buffer): Generator<ArrayElement> {
    let at = 0;
    for (;;) {
      const before = this.place;
      switch (this.place) {
        case 'before-array':
        case 'between':
          at = this.skipToElement(data, at);
          break;
        case 'element': {
          const found = this.scan.continue(data, at);
          if (found.kind === 'open' && data.length - at <= elementBytesMax) {
            this.rest = Buffer.from(data.subarray(at));
            return;
          }
          if (found.kind === 'closed') {
            yield { kind: 'element', bytes: data.subarray(at, found.end), index: this.index };
            this.index += 1;
            this.place = 'between';
            at = found.end;
          } else {
            yield* this.giveUp(data, at);
            return;
          }
          break;
        }
        case 'lost':
        case 'after-array':
          break;
      }
      if (this.place === 'lost') {
        yield* this.findNext(data, at);
        return;
      }
      if (at >= data.length || (this.place === 'after-array' && before === this.place)) {
        this.rest = Buffer.alloc(0);
        return;
      }
    }
  }

  /** Up to where the next element begins; changes `place` accordingly. */
  private skipToElement(data: Buffer, from: number): number {
    for (let at = from; at < data.length; at += 1) {
      const byte = data[at];
      if (byte === 0x20 || byte === 0x0a || byte === 0x0d || byte === 0x09) continue;
      if (this.place === 'before-array') {
        if (byte !== 0x5b) throw new SourceFault('the file should be a JSON array of service requests 文件应为 JSON 数组');
        this.place = 'between';
      } else if (byte === 0x5d) {
        this.place = 'after-array';
        return data.length;
      } else if (byte !== 0x2c) {
        this.place = 'element';
        this.scan = new ElementScan();
        return at;
      }
    }
    return data.length;
  }

  /** Rejects the element that begins at `from` and looks for the next one in what follows. */
  private *giveUp(data: Buffer, from: number): Generator<ArrayElement> {
    const code = data.length - from > elementBytesMax ? 'ROW_TOO_LONG' : 'BROKEN_JSON';
    yield { kind: 'reject', locator: `/${this.index}`, code };
    this.index += 1;
    this.place = 'lost';
    yield* this.findNext(data, from + 1);
  }

  private *findNext(data: Buffer, from: number): Generator<ArrayElement> {
    // Latin-1 gives one character per byte, so that places in the text are places in the bytes.
    const match = nextRequest.exec(data.toString('latin1', from));
    if (match === null) {
      this.rest = Buffer.from(data.subarray(Math.max(from, data.length - searchOverlapBytes)));
      return;
    }
    this.place = 'element';
    this.scan = new ElementScan();
    this.rest = Buffer.alloc(0);
    yield* this.cut(data.subarray(from + match.index + match[0].length - (match[1]?.length ?? 0)));
  }
}
