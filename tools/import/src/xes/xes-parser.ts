import { SaxesParser, type SaxesTagPlain } from 'saxes';
import { rowBytesMax, SourceFault } from '../source.js';
import { Attributes } from './attributes.js';
import { EventText } from './event-text.js';

/** An event of the log with what its trace says. */
export interface ReadEvent {
  /** Undefined where the event stands in no trace. */
  readonly trace: Attributes | undefined;
  readonly event: Attributes;
  /** How often each instance was named in this trace so far; kept for the trace. */
  readonly instances: Map<string, number>;
  readonly line: number;
  /** Undefined where it was too long to be kept. */
  readonly text: string | undefined;
}

const attributeElements = new Set(['string', 'date', 'int', 'float', 'boolean', 'id', 'list', 'container']);
/** Far more than any tag needs, far less than memory holds. */
const markupMax = 1024 * 1024;

interface Trace {
  readonly attributes: Attributes;
  readonly instances: Map<string, number>;
}

/** Takes an XES document apart, event by event. Nothing but the present trace's attributes and event is held. */
export class XesParser {
  private readonly parser = new SaxesParser({ xmlns: false, position: true });
  private readonly texts = new EventText(rowBytesMax);
  private readonly open: { readonly element: string; readonly key: string | undefined }[] = [];
  private ready: ReadEvent[] = [];
  private trace: Trace | undefined;
  private event: Attributes | undefined;
  private eventLine = 0;
  private lastMarkup = 0;
  /** Characters given to the parser so far. */
  private given = 0;

  constructor() {
    const { parser } = this;
    parser.on('error', ({ message }) => {
      throw this.fault(message);
    });
    parser.on('doctype', (text) => {
      this.lastMarkup = parser.position;
      // They are never put in anyway; a file that brings its own is no event log, or means harm (one entity of many others).
      if (/<!ENTITY/i.test(text))
        throw new SourceFault('the file declares entities of its own, which an event log needs none of 文件含有实体声明，拒绝导入');
    });
    parser.on('comment', () => {
      this.lastMarkup = parser.position;
    });
    parser.on('opentagstart', ({ name }) => {
      if (localName(name) !== 'event') return;
      this.texts.begin(parser.position);
      this.eventLine = parser.line;
    });
    parser.on('opentag', (tag) => {
      this.begin(tag);
    });
    parser.on('closetag', (tag) => {
      this.end(localName(tag.name));
    });
  }

  get line(): number {
    return this.parser.line;
  }

  /** Reads on; answers the events that are whole by now. @throws SourceFault where this is no XES, or no XML */
  read(text: string): readonly ReadEvent[] {
    this.texts.add(text);
    this.parser.write(text);
    this.given += text.length;
    if (this.given - this.lastMarkup > markupMax)
      throw new SourceFault(`line ${this.line}: one tag or text is longer than 1 MiB 第 ${this.line} 行：内容过长`);
    this.texts.forget(this.given);
    return this.taken();
  }

  /** @throws SourceFault where the document is not whole */
  close(): readonly ReadEvent[] {
    this.parser.close();
    return this.taken();
  }

  private taken(): readonly ReadEvent[] {
    const taken = this.ready;
    this.ready = [];
    return taken;
  }

  private begin({ name, attributes }: SaxesTagPlain): void {
    this.lastMarkup = this.parser.position;
    const element = localName(name);
    if (this.open.length === 0 && element !== 'log')
      throw new SourceFault('the file is XML, but no XES event log: it does not begin with <log> 不是 XES 文件');
    const key = attributeElements.has(element) ? attributes['key'] : undefined;
    this.open.push({ element, key });
    if (element === 'trace') this.trace = { attributes: new Attributes('case:', rowBytesMax), instances: new Map() };
    else if (element === 'event') this.event = new Attributes('', rowBytesMax);
    else if (key !== undefined) this.attribute(attributes['value']);
  }

  /** Attributes of the log itself, and the defaults in `<global>`, are no part of any event. */
  private attribute(value: string | undefined): void {
    const holder = this.event ?? this.trace?.attributes;
    if (holder === undefined || value === undefined) return;
    holder.add(
      this.open.flatMap(({ key }) => key ?? []),
      value,
    );
  }

  private end(element: string): void {
    this.lastMarkup = this.parser.position;
    this.open.pop();
    if (element === 'trace') this.trace = undefined;
    if (element !== 'event' || this.event === undefined) return;
    this.ready.push({
      trace: this.trace?.attributes,
      event: this.event,
      instances: this.trace?.instances ?? new Map<string, number>(),
      line: this.eventLine,
      text: this.texts.end(this.parser.position),
    });
    this.event = undefined;
  }

  /** The parser's message tells the place first: `17:3: unclosed tag: event`. */
  private fault(message: string): SourceFault {
    const { line } = this.parser;
    if (/unclosed tag|must contain a root|unexpected end/.test(message)) {
      return new SourceFault(`the file ends in the middle (line ${line}): it is cut off, or empty; fetch it again 文件不完整`);
    }
    return new SourceFault(
      `the file is no well-formed XML (line ${line}): ${message.replace(/^[\d:]+ /, '').slice(0, 120)} 不是有效的 XML`,
    );
  }
}

/** Without a namespace's prefix. */
const localName = (name: string): string => name.slice(name.indexOf(':') + 1);
