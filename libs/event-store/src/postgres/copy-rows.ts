import type pg from 'pg';
import type { RecordedEvent } from '../event-store.js';
import { epoch2000Ms } from './binary-array.js';

/** `PGCOPY\n\377\r\n\0`, flags, length of the extension. */
const fileHeaderBytes = 19;
const endOfData = -1;
const blockBytes = 65_536;

/**
 * Reads events by `COPY … TO STDOUT (FORMAT binary)`: a third of the cost of a SELECT through node-postgres, whose text form doubles each
 * body in hex. A query object of node-postgres (`client.query(new EventCopy(…))`).
 */
export class EventCopy implements pg.Submittable {
  readonly done: Promise<readonly RecordedEvent[]>;
  private readonly events: RecordedEvent[] = [];
  private resolve!: (events: readonly RecordedEvent[]) => void;
  private reject!: (error: Error) => void;
  private failure: Error | undefined;
  private headerSeen = false;
  private block = Buffer.alloc(0);
  private blockUsed = 0;

  /** Positions `after` < position ≤ `upTo`. They are numbers, so nothing can be smuggled into the text. */
  constructor(
    private readonly after: number,
    private readonly upTo: number,
  ) {
    this.done = new Promise((resolve, reject) => {
      this.resolve = resolve;
      this.reject = reject;
    });
  }

  submit(connection: pg.Connection): void {
    (connection as unknown as { query(text: string): void }).query(
      'COPY (SELECT position, stream, version, type, case_key, occurred_at, recorded_at, body FROM event_store.event ' +
        `WHERE position > ${this.after} AND position <= ${this.upTo} ORDER BY position) TO STDOUT (FORMAT binary)`,
    );
  }

  handleCopyData({ chunk }: { readonly chunk: Buffer }): void {
    // PostgreSQL sends one row in each message, the first behind the header of the file.
    const at = this.headerSeen ? 0 : fileHeaderBytes;
    this.headerSeen = true;
    if (at < chunk.length && chunk.readInt16BE(at) !== endOfData) this.events.push(this.eventAt(chunk, at + 2));
  }

  handleError(error: Error): void {
    this.failure = error;
    this.reject(error);
  }

  handleReadyForQuery(): void {
    if (this.failure === undefined) this.resolve(this.events);
  }

  handleRowDescription(): void {}
  handleCommandComplete(): void {}

  private eventAt(row: Buffer, start: number): RecordedEvent {
    let at = start;
    const length = (): number => {
      const bytes = row.readInt32BE(at);
      at += 4;
      return bytes;
    };
    const bigint = (): number => {
      at += 12;
      return row.readInt32BE(at - 8) * 0x1_0000_0000 + row.readUInt32BE(at - 4);
    };
    const text = (): string => {
      const bytes = length();
      at += bytes;
      return row.toString('latin1', at - bytes, at);
    };
    const position = bigint();
    const stream = text();
    at += 8;
    const version = row.readInt32BE(at - 4);
    const type = text();
    const caseKeyBytes = length();
    at += Math.max(caseKeyBytes, 0);
    const caseKey = caseKeyBytes < 0 ? undefined : row.toString('utf8', at - caseKeyBytes, at);
    const time = momentOf(bigint());
    const recordedAt = momentOf(bigint());
    const bodyBytes = length();
    return { position, stream, version, type, caseKey, time, recordedAt, body: this.kept(row, at, bodyBytes) };
  }

  /** The chunk's memory is used again once we return, so a body is copied, into blocks that a few dozen bodies share. */
  private kept(row: Buffer, at: number, bytes: number): Buffer {
    if (this.block.length - this.blockUsed < bytes) {
      this.block = Buffer.allocUnsafeSlow(Math.max(blockBytes, bytes));
      this.blockUsed = 0;
    }
    row.copy(this.block, this.blockUsed, at, at + bytes);
    this.blockUsed += bytes;
    return this.block.subarray(this.blockUsed - bytes, this.blockUsed);
  }
}

/** Microseconds since 2000 to epoch milliseconds. */
const momentOf = (microseconds: number): number => Math.floor(microseconds / 1000) + epoch2000Ms;
