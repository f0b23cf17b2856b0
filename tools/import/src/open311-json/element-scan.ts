export type ElementEnd =
  /** `end`: just behind the element. */
  { readonly kind: 'closed'; readonly end: number } | { readonly kind: 'open' } | { readonly kind: 'broken' };

const quote = 0x22;
const backslash = 0x5c;
const opening = new Map([
  [0x7b, 0x7d],
  [0x5b, 0x5d],
]);

/**
 * Follows brackets and strings of one JSON value to its end, over as many chunks as it takes; each byte is looked at once.
 * Values that are neither object nor array end before the next comma or bracket.
 */
export class ElementScan {
  private readonly closers: number[] = [];
  private scanned = 0;
  private inString = false;
  private escaped = false;

  /** `data` from `start` on is the element as far as it has been read; what an earlier call has seen must still stand there. */
  continue(data: Buffer, start: number): ElementEnd {
    for (let at = start + this.scanned; at < data.length; at += 1) {
      const byte = data[at] ?? 0;
      this.scanned += 1;
      if (this.inString) {
        if (this.escaped) this.escaped = false;
        else if (byte === backslash) this.escaped = true;
        else if (byte === quote) this.inString = false;
        else if (byte < 0x20) return { kind: 'broken' }; // A raw line end in a string: its quote was left open.
        continue;
      }
      if (byte === quote) this.inString = true;
      else if (opening.has(byte)) this.closers.push(opening.get(byte) ?? 0);
      else if (byte === 0x7d || byte === 0x5d) {
        if (this.closers.length === 0) return this.scalarEnd(at, start, byte);
        if (this.closers.pop() !== byte) return { kind: 'broken' };
        if (this.closers.length === 0) return { kind: 'closed', end: at + 1 };
      } else if (byte === 0x2c && this.closers.length === 0) return this.scalarEnd(at, start, byte);
    }
    return { kind: 'open' };
  }

  private scalarEnd(at: number, start: number, byte: number): ElementEnd {
    return at > start && byte !== 0x7d ? { kind: 'closed', end: at } : { kind: 'broken' };
  }
}
