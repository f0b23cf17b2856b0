import { TextDecoder } from 'node:util';
import { SourceFault } from '../source.js';

/** The first line of an XML document with its encoding is not longer. */
const headBytes = 300;

/** Turns the bytes of an XML file into text, by the encoding that its first line names; UTF-8 where it names none. */
export class XmlDecoder {
  private decoder: TextDecoder | undefined;
  private label = 'utf-8';
  private head = Buffer.alloc(0);

  /** @throws SourceFault where the bytes are no text of that encoding, or nobody knows it; `line` tells about where */
  decode(bytes: Buffer, line: number): string {
    if (this.decoder !== undefined) return this.decoded(this.decoder, bytes, line);
    this.head = Buffer.concat([this.head, bytes]);
    return this.head.length < headBytes ? '' : this.begin(line);
  }

  /** What is left at the end of the file. */
  end(line: number): string {
    const text = this.decoder === undefined ? this.begin(line) : '';
    return this.decoder === undefined ? text : text + this.decoded(this.decoder, undefined, line);
  }

  private begin(line: number): string {
    this.decoder = this.open();
    return this.decoded(this.decoder, this.head, line);
  }

  private decoded(decoder: TextDecoder, bytes: Buffer | undefined, line: number): string {
    try {
      return bytes === undefined ? decoder.decode() : decoder.decode(bytes, { stream: true });
    } catch (cause) {
      if (!(cause instanceof TypeError)) throw cause;
      const name = this.label.toUpperCase();
      throw new SourceFault(
        `the file is not valid ${name} text (after line ${line}); its first line must name the encoding that it has 文件不是有效的 ${name} 文本`,
      );
    }
  }

  private open(): TextDecoder {
    const first = this.head.subarray(0, headBytes).toString('latin1');
    const named = /^\s*<\?xml[^>]{0,200}?\sencoding\s*=\s*["']([^"']{1,40})["']/.exec(first)?.[1];
    // UTF-16 is refused before; a file whose bytes are not, and that still names it, has been saved anew since.
    this.label = named === undefined || /^utf-?16/i.test(named) ? 'utf-8' : named;
    try {
      return new TextDecoder(this.label, { fatal: true });
    } catch {
      throw new SourceFault('the file names an encoding that is not known here; save it as UTF-8 无法识别文件声明的编码，请另存为 UTF-8');
    }
  }
}
