/** `<category>-<id>`, at most 200 characters of `[A-Za-z0-9._~:-]`; the category is everything before the first hyphen. */
export type StreamName = string;

/** A fact completed to bytes, all but `position` and `recordedat`, which the store splices in (DESIGN §4). */
export interface NewEvent {
  /** CloudEvents `type`. */
  readonly type: string;
  /** When it happened, epoch milliseconds. */
  readonly time: number;
  readonly caseKey?: string;
  /** The event in another log that caused it. */
  readonly cause?: { readonly source: string; readonly position: number };
  /** UTF-8 JSON object, starting with `{`, without `position` and `recordedat`. At most 16 KiB less the splice. */
  readonly body: Buffer;
}

/** An event as the log holds it. `body` is the one byte string of invariant 1; nobody re-serialises it. */
export interface RecordedEvent {
  readonly position: number;
  readonly stream: StreamName;
  /** Version in its stream, from 1. */
  readonly version: number;
  readonly type: string;
  readonly caseKey: string | undefined;
  /** Epoch milliseconds. */
  readonly time: number;
  readonly recordedAt: number;
  readonly body: Buffer;
}

/** Identity of a command: its id, and a keyed digest (HMAC-SHA256, hex) of the request that carried it. */
export interface CommandIdentity {
  readonly id: string;
  readonly digest: string;
}

export interface Append {
  readonly stream: StreamName;
  /** The stream's version that the decision was made on; 0 = the stream does not exist. */
  readonly expected: number;
  /** 1 to 100 facts. Any other count is a bug and throws. */
  readonly events: readonly NewEvent[];
  readonly command: CommandIdentity;
}

export type AppendResult =
  /** Durable. `first` and `last` are log positions, `version` the stream's new version; `repeated` when the command had been appended before. */
  | { readonly kind: 'appended'; readonly first: number; readonly last: number; readonly version: number; readonly repeated: boolean }
  /** The stream has moved on: reload and decide again. Never a failure to show. */
  | { readonly kind: 'conflict' }
  /** The command id was used before for another request. */
  | { readonly kind: 'mismatch' };

/**
 * The log of one service: dense, append-only, idempotent by command id (DESIGN §1.2, §1.3, §4).
 *
 * Implementations MUST compare `expected` with the stream's version in the transaction that writes.
 * Implementations MUST give the next dense positions in commit order, and MUST NOT resolve before the events are durable.
 * Implementations MUST answer with the first result when `command.id` was already appended, and `mismatch` when its digest differs.
 * Implementations MUST NOT let one refused append change or fail another of the same batch.
 * Callers MUST treat `conflict` as "reload and decide again".
 */
export interface EventStore {
  append(append: Append): Promise<AppendResult>;
  /** What the command did, if it appended anything. */
  findCommand(
    id: string,
  ): Promise<
    | { readonly digest: string; readonly stream: StreamName; readonly first: number; readonly last: number; readonly version: number }
    | undefined
  >;
  /** Events of a stream with version > `after`, in order; fetched in batches as the caller iterates. */
  readStream(stream: StreamName, after?: number): AsyncIterable<RecordedEvent>;
  /** Events of the log with position > `after`, in order, up to the head at the time of each fetch. Ends there; see {@link LogReader.tail}. */
  readLog(after: number, options?: { readonly batch?: number; readonly upTo?: number }): AsyncIterable<RecordedEvent>;
  /** Position of the last event; 0 = empty. */
  head(): Promise<number>;
  close(): Promise<void>;
}

/** Read-only view of another service's log, through a database role that can select events, checkpoints and published sizes only. */
export interface LogReader {
  /** Up to `limit` events after `after`, in order. Never skips a position. */
  read(after: number, limit: number): Promise<readonly RecordedEvent[]>;
  head(): Promise<number>;
  /** Calls back after the log may have grown (LISTEN/NOTIFY: a hint only, may be late, doubled or lost). Returns a function that stops it. */
  onGrowth(listener: () => void): Promise<() => Promise<void>>;
  close(): Promise<void>;
}
