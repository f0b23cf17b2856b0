import { shanghai, type Json } from '@huying/kernel';
import type { Clock } from '@huying/platform';
import { checkAppend, checkCommand } from '../check-append.js';
import type {
  Append,
  AppendResult,
  CommandIdentity,
  CommandRecord,
  EventStore,
  LogReader,
  NewEvent,
  RecordedEvent,
  StreamName,
} from '../event-store.js';

const answersKeptMs = 7 * 24 * 3_600_000;

/** The log in memory, for tests: same port and same contract as the PostgreSQL store, and its own log reader. */
export function createMemoryEventStore(clock: Clock): EventStore & LogReader {
  return new MemoryEventStore(clock);
}

class MemoryEventStore implements EventStore, LogReader {
  private readonly log: RecordedEvent[] = [];
  private readonly streams = new Map<StreamName, RecordedEvent[]>();
  private readonly commands = new Map<string, CommandRecord & { kind: 'appended' }>();
  private readonly answers = new Map<string, { digest: string; answer: Json; at: number }>();
  private readonly listeners = new Set<() => void>();
  private stampMs = 0;

  constructor(private readonly clock: Clock) {}

  async append(append: Append): Promise<AppendResult> {
    checkAppend(append);
    await Promise.resolve(); // As in the real store, nothing has happened yet when the call returns.
    const { command, stream, expected, events } = append;
    const known = this.known(command.id);
    if (known !== undefined) {
      if (known.digest !== command.digest) return { kind: 'mismatch' };
      if (known.kind === 'answered') return { kind: 'conflict' };
      return { kind: 'appended', first: known.first, last: known.last, version: known.version, repeated: true };
    }
    const history = this.streams.get(stream) ?? [];
    if (history.length !== expected) return { kind: 'conflict' };
    this.streams.set(stream, history);
    this.stampMs = Math.max(this.stampMs, this.clock.now());
    const first = this.log.length + 1;
    for (const event of events) {
      const recorded = this.complete(event, stream, history.length + 1);
      history.push(recorded);
      this.log.push(recorded);
    }
    const place = { first, last: this.log.length, version: history.length };
    this.commands.set(command.id, { kind: 'appended', digest: command.digest, stream, ...place });
    for (const listener of this.listeners) listener();
    return { kind: 'appended', ...place, repeated: false };
  }

  async remember(command: CommandIdentity, answer: Json): Promise<boolean> {
    checkCommand(command);
    await Promise.resolve();
    if (this.known(command.id) !== undefined) return false;
    this.answers.set(command.id, { digest: command.digest, answer, at: this.clock.now() });
    return true;
  }

  findCommand(id: string): Promise<CommandRecord | undefined> {
    return Promise.resolve(this.known(id));
  }

  async *readStream(stream: StreamName, after = 0): AsyncGenerator<RecordedEvent> {
    await Promise.resolve();
    yield* (this.streams.get(stream) ?? []).slice(after);
  }

  async *readLog(after: number, { upTo = Number.MAX_SAFE_INTEGER }: { batch?: number; upTo?: number } = {}): AsyncGenerator<RecordedEvent> {
    await Promise.resolve();
    yield* this.log.slice(after, upTo);
  }

  read(after: number, limit: number): Promise<readonly RecordedEvent[]> {
    return Promise.resolve(this.log.slice(after, after + limit));
  }

  head(): Promise<number> {
    return Promise.resolve(this.log.length);
  }

  onGrowth(listener: () => void): Promise<() => Promise<void>> {
    this.listeners.add(listener);
    return Promise.resolve(() => {
      this.listeners.delete(listener);
      return Promise.resolve();
    });
  }

  close(): Promise<void> {
    this.listeners.clear();
    return Promise.resolve();
  }

  private known(id: string): CommandRecord | undefined {
    const appended = this.commands.get(id);
    if (appended !== undefined) return appended;
    const answered = this.answers.get(id);
    if (answered === undefined || this.clock.now() - answered.at > answersKeptMs) return undefined;
    return { kind: 'answered', digest: answered.digest, answer: answered.answer };
  }

  private complete(event: NewEvent, stream: StreamName, version: number): RecordedEvent {
    const position = this.log.length + 1;
    const splice = Buffer.from(`{"position":"${position}","recordedat":"${shanghai(this.stampMs)}",`);
    return {
      position,
      stream,
      version,
      type: event.type,
      caseKey: event.caseKey,
      time: event.time,
      recordedAt: this.stampMs,
      body: Buffer.concat([splice, event.body.subarray(1)]),
    };
  }
}
