import type pg from 'pg';
import type { RecordedEvent } from '../event-store.js';
import { epoch2000Ms } from './binary-array.js';

/** `PGCOPY\n\377\r\n\0`, flags, length of the extension. */
const fileHeaderBytes = 19;
const endOfData = -1;

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
    let at = 0;
    if (!this.headerSeen) {
      this.headerSeen = true;
      at = fileHeaderBytes;
    }
    // PostgreSQL sends one row in each message; the chunk's memory is used again after this call, so what stays is copied.
    if (at < chunk.length && chunk.readInt16BE(at) !== endOfData) this.events.push(eventAt(Buffer.from(chunk.subarray(at + 2))));
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
}

function eventAt(row: Buffer): RecordedEvent {
  let at = 0;
  const field = (): Buffer | undefined => {
    const length = row.readInt32BE(at);
    const start = at + 4;
    at = start + Math.max(length, 0);
    return length < 0 ? undefined : row.subarray(start, at);
  };
  const required = (): Buffer => {
    const value = field();
    if (value === undefined) throw new Error('a column of event_store.event is unexpectedly null');
    return value;
  };
  return {
    position: number(required()),
    stream: required().toString('latin1'),
    version: required().readInt32BE(),
    type: required().toString('latin1'),
    caseKey: field()?.toString(),
    time: moment(required()),
    recordedAt: moment(required()),
    body: required(),
  };
}

function number(value: Buffer): number {
  return value.readInt32BE(0) * 0x1_0000_0000 + value.readUInt32BE(4);
}

/** Microseconds since 2000 to epoch milliseconds. */
function moment(value: Buffer): number {
  return Math.floor(number(value) / 1000) + epoch2000Ms;
}
