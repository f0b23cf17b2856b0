import type { Json } from '@huying/kernel';

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
  /** UTF-8 JSON object with at least one member, without `position` and `recordedat`. At most {@link bodyBytesMax} bytes. */
  readonly body: Buffer;
}

/** What a recorded body may hold: 16 KiB (DESIGN §3). */
export const recordedBodyBytesMax = 16_384;
/** What the store adds to a body, at most. */
const spliceBytesMax = 96;
/** What a new body may hold, before the store completes it. */
export const bodyBytesMax = recordedBodyBytesMax - spliceBytesMax;
/** How many events one append may carry. */
export const eventsPerAppendMax = 100;

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

/** Identity of a command: its id (a UUID), and a keyed digest (HMAC-SHA256, 64 hex digits) of the request that carried it. */
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
  /** The stream has moved on, or an answer is remembered under this id: look up, reload and decide again. Never a failure to show. */
  | { readonly kind: 'conflict' }
  /** The command id was used before for another request. */
  | { readonly kind: 'mismatch' };

/** What a command id led to. */
export type CommandRecord =
  | {
      readonly kind: 'appended';
      /** Undefined where the log was refilled from a copy, which holds no digests: then the id alone tells that a command is repeated. */
      readonly digest: string | undefined;
      readonly stream: StreamName;
      readonly first: number;
      readonly last: number;
      readonly version: number;
    }
  /** It left no event; `answer` is what {@link EventStore.remember} was given. */
  | { readonly kind: 'answered'; readonly digest: string; readonly answer: Json };

/**
 * The log of one service: dense, append-only, idempotent by command id (DESIGN §1.2, §1.3, §4).
 *
 * Implementations MUST compare `expected` with the stream's version in the transaction that writes.
 * Implementations MUST give the next dense positions in commit order, and MUST NOT resolve before the events are durable.
 * Implementations MUST answer with the first result when `command.id` was already appended, and `mismatch` when its digest is known and
 * differs.
 * Implementations MUST NOT let one refused append change or fail another of the same batch.
 * Implementations MUST stamp `recordedat` by their own clock, never earlier than the event before.
 * Callers MUST treat `conflict` as "look up the command, reload and decide again".
 * Callers MUST ask again under the same command id after a rejection with {@link EventStoreUnavailable}: whether the events were
 * recorded is then unknown.
 */
export interface EventStore {
  append(append: Append): Promise<AppendResult>;
  /**
   * Keeps for 7 days what a command without events was answered. Resolves to false, and keeps nothing, where the id has led to
   * events or to an answer in the meantime. MUST NOT hold personal data.
   */
  remember(command: CommandIdentity, answer: Json): Promise<boolean>;
  /** What the command id led to; undefined where it is unknown. */
  findCommand(id: string): Promise<CommandRecord | undefined>;
  /** Events of a stream with version > `after`, in order; fetched in batches as the caller iterates. */
  readStream(stream: StreamName, after?: number): AsyncIterable<RecordedEvent>;
  /** Events of the log with position > `after`, in order, up to the head at the time of each fetch. Ends there; see {@link LogReader}. */
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

/** The store cannot be reached, or did not answer in time. Of an append, nobody knows yet whether it was recorded. */
export class EventStoreUnavailable extends Error {
  override readonly name = 'EventStoreUnavailable';
}

/** The store refused an append for what it is (a bug of the caller); nothing was recorded, its neighbours are untouched. */
export class AppendFailed extends Error {
  override readonly name = 'AppendFailed';
}
