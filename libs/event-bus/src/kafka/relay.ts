import { setTimeout as pause } from 'node:timers/promises';
import type { ServiceName } from '@huying/contracts';
import type { LogReader, RecordedEvent } from '@huying/event-store';
import type { Kafka, Producer } from 'kafkajs';
import type { Pool } from 'pg';
import { Bell } from '../bell.js';
import type { BusNotice, Publication, PublicationStatus, Republication } from '../event-bus.js';
import { ConsumerHalt, reasonOf } from '../fault.js';
import { keyOf } from './message.js';
import { partitionOf } from './partition-of.js';
import { relayBatch } from './relay-batch.js';
import { Deposed, Leadership, type RelayCheckpoint, type Term } from './relay-leadership.js';

export interface RelayOptions {
  readonly kafka: Kafka;
  readonly topic: string;
  readonly source: ServiceName;
  readonly log: LogReader;
  readonly database: Pool;
  readonly partitions: number;
  /** This instance, among the service's instances. */
  readonly holder: string;
  readonly notify: (notice: BusNotice) => void;
  /** Events and bytes in one send, at most. */
  readonly batch: number;
  readonly batchBytesMax: number;
  /** The least time from one send to the next while there is no backlog. */
  readonly gatherMs: number;
  readonly leaseMs: number;
  readonly pollMs: number;
  readonly pauseMs: number;
  readonly pauseMaxMs: number;
}

interface Carrying {
  /** The fault that ended the term while it was under way; undefined while it lasts. */
  readonly deposed: () => unknown;
  /** Told whenever a send was acknowledged, or nothing is left to send. */
  readonly onProgress: () => void;
}

/** A busy relay stores its checkpoint no more often than this; what a kill takes back is sent again, and dropped by position. */
const saveEveryMs = 100;
const goodbyeMs = 3_000;

/**
 * Carries a service's log to its topic, in the order of the log, while this instance is the elected one. Sends never overlap, each is
 * idempotent and acknowledged by every in-sync replica. After a send that finally failed, what became of it is unknown: producer and
 * leadership are given up, and whoever is elected next begins again from the checkpoint.
 */
export class Relay implements Publication {
  readonly source: ServiceName;
  private readonly leadership: Leadership;
  private readonly bell = new Bell();
  private current: PublicationStatus = { state: 'standing-by' };
  private carried = 0;
  /** Stores how far this instance's term has come, now; undefined between terms. */
  private save: (() => Promise<void>) | undefined;
  private stopping = false;
  private running: Promise<void> | undefined;
  private unlisten: (() => Promise<void>) | undefined;

  constructor(private readonly options: RelayOptions) {
    this.source = options.source;
    this.leadership = new Leadership(options);
  }

  start(): void {
    this.running = this.run();
  }

  status(): PublicationStatus {
    return this.current;
  }

  async position(): Promise<number> {
    return this.current.state === 'publishing' ? this.carried : this.leadership.position();
  }

  /** What is wrong with it; undefined when it publishes or stands by. */
  fault(): string | undefined {
    const { state, reason } = this.current;
    return state === 'paused' || state === 'stopped' ? `${state}: ${reason ?? ''}` : undefined;
  }

  /** How far the topic is behind the log. */
  async lag(): Promise<{ readonly events: number; readonly seconds: number }> {
    const { log } = this.options;
    const [position, head] = [await this.position(), await log.head()];
    const [oldest] = position < head ? await log.read(position, 1) : [];
    return {
      events: Math.max(0, head - position),
      seconds: oldest === undefined ? 0 : Math.max(0, Date.now() - oldest.recordedAt) / 1_000,
    };
  }

  async republish(from: number): Promise<Republication> {
    if (!Number.isSafeInteger(from) || from < 1) throw new RangeError(`not a position: ${String(from)}`);
    // A term that has just ended has saved what it could; so has whoever ended it.
    await this.save?.().catch(() => undefined);
    const upTo = await this.leadership.position();
    const begun = from <= upTo && (await this.leadership.rewind(await this.checkpointBefore(from)));
    this.bell.ring();
    return begun ? { kind: 'begun', upTo } : { kind: 'not-published', position: upTo };
  }

  async stop(): Promise<void> {
    this.stopping = true;
    this.bell.ring();
    // A send to a broker that is away may take longer to fail than anybody wants to wait; what became of it is told by the next start.
    await Promise.race([this.running, pause(goodbyeMs, undefined, { ref: false })]);
    await this.unlisten?.().catch(() => undefined);
  }

  private async run(): Promise<void> {
    let pauseMs = this.options.pauseMs;
    while (!this.stopping && this.current.state !== 'stopped') {
      try {
        await this.listen();
        const term = await this.leadership.stand();
        if (term === undefined) {
          this.current = { state: 'standing-by' };
          await this.bell.wait(this.options.leaseMs / 4);
        } else {
          await this.lead(term, () => (pauseMs = this.options.pauseMs));
        }
      } catch (fault) {
        if (fault instanceof Deposed) this.current = { state: 'standing-by' };
        else if (fault instanceof ConsumerHalt) this.halt(fault);
        else {
          this.trouble(fault);
          await this.rest(pauseMs);
          pauseMs = Math.min(pauseMs * 2, this.options.pauseMaxMs);
        }
      }
    }
  }

  /** Carries the log until it is asked to stop, or the term ends by a fault. */
  private async lead(term: Term, onProgress: () => void): Promise<void> {
    await this.checkHead(term.checkpoint);
    const producer = this.options.kafka.producer({
      idempotent: true,
      maxInFlightRequests: 1,
      // Every message says its partition already.
      createPartitioner:
        () =>
        ({ message }) =>
          message.partition ?? 0,
      retry: { initialRetryTime: 50, maxRetryTime: 1_000, retries: 5 },
    });
    let failed: unknown;
    const renewal = setInterval(() => {
      term.renew().catch((fault: unknown) => {
        if (!(fault instanceof Deposed)) return; // The database is away; holds() tells when the lease has run out over it.
        failed = fault;
        this.bell.ring();
      });
    }, this.options.leaseMs / 4);
    try {
      await producer.connect();
      this.carried = term.checkpoint.position;
      // A connection alone is no end of a fault: what failed before may fail again.
      if (this.current.state !== 'paused') this.current = { state: 'publishing' };
      await this.carry(term, producer, { deposed: () => failed, onProgress });
    } finally {
      clearInterval(renewal);
      this.save = undefined;
      await Promise.race([producer.disconnect().catch(() => undefined), pause(goodbyeMs, undefined, { ref: false })]);
      await term.resign().catch(() => undefined); // It ends by itself, only later.
    }
  }

  private async carry(term: Term, producer: Producer, { deposed, onProgress }: Carrying): Promise<void> {
    const { log, topic, batch, batchBytesMax } = this.options;
    let at = term.checkpoint;
    let saved = { position: at.position, when: 0 };
    const save = async (checkpoint: RelayCheckpoint): Promise<void> => {
      if (saved.position === checkpoint.position) return;
      await term.save(checkpoint);
      saved = { position: checkpoint.position, when: performance.now() };
    };
    this.save = () => save(at);
    let ahead: readonly RecordedEvent[] | undefined;
    while (!this.stopping) {
      const fault = deposed();
      if (fault !== undefined) throw fault as Deposed;
      if (!term.holds()) throw new Deposed(`the relay of ${this.source}: its lease has run out`);
      const events = ahead ?? (await log.read(at.position, batch));
      if (events.length === 0) {
        ahead = undefined;
        this.publishing(onProgress);
        await save(at);
        await this.bell.wait(this.options.pollMs);
        continue;
      }
      const { messages, next } = relayBatch(at, events, batchBytesMax);
      const began = performance.now();
      const sending = producer.send({ topic, acks: -1, timeout: 10_000, messages: [...messages] });
      // The database works while the broker does: what was acknowledged is stored, and of a backlog the next stretch is read.
      const storing = performance.now() - saved.when > saveEveryMs ? save(at) : undefined;
      const reading = events.length === batch ? log.read(next.position, batch) : undefined;
      const [sent, asked] = await Promise.allSettled([sending, Promise.all([reading, storing])]);
      if (sent.status === 'rejected') throw sent.reason;
      at = next;
      this.carried = at.position;
      this.publishing(onProgress);
      if (asked.status === 'rejected') throw asked.reason;
      [ahead] = asked.value;
      if (ahead === undefined && messages.length === events.length) await this.gather(began + this.options.gatherMs);
    }
    await save(at);
  }

  /**
   * Lets events gather for the next send: every one of them costs the broker a write to each partition, and each consumer a fetch and a
   * transaction, for however few events. An event that comes after a pause is sent at once.
   */
  private async gather(until: number): Promise<void> {
    await this.rest(until - performance.now());
  }

  private async checkHead({ position }: RelayCheckpoint): Promise<void> {
    const head = await this.options.log.head();
    if (position > head)
      throw new ConsumerHalt(
        `position ${String(position)} of ${this.source} was published before, but its log ends at ${String(head)}: it was restored from an older backup. ` +
          `Stop the system, run "npm run recover -- ${this.source}", and start again (docs/runbooks/backup-and-restore.md).`,
      );
  }

  /** The checkpoint that stands before `from`: the last position of each partition is found by reading the log backwards. */
  private async checkpointBefore(from: number): Promise<RelayCheckpoint> {
    const { log, partitions, batch } = this.options;
    const position = from - 1;
    const lastPositions = new Array<number>(partitions).fill(0);
    for (let end = position; end > 0 && lastPositions.includes(0); end = Math.max(0, end - batch)) {
      const start = Math.max(0, end - batch);
      for (const event of (await log.read(start, end - start)).toReversed()) {
        const partition = partitionOf(keyOf(event), partitions);
        if (lastPositions[partition] === 0) lastPositions[partition] = event.position;
      }
    }
    return { position, lastPositions };
  }

  private async listen(): Promise<void> {
    this.unlisten ??= await this.options.log.onGrowth(() => this.bell.ring()).catch(() => undefined);
  }

  private publishing(onProgress: () => void): void {
    onProgress();
    if (this.current.state === 'paused') this.notify('resumed', 'the fault is over');
    this.current = { state: 'publishing' };
  }

  private trouble(fault: unknown): void {
    if (this.current.state !== 'paused') this.notify('paused', reasonOf(fault));
    this.current = { state: 'paused', reason: reasonOf(fault) };
  }

  private halt(fault: ConsumerHalt): void {
    this.current = { state: 'stopped', reason: fault.message };
    this.notify('stopped', fault.message);
  }

  /** A pause hears growth hints without ending; only stop ends it. */
  private async rest(ms: number): Promise<void> {
    const until = performance.now() + ms;
    for (let left = ms; left > 0 && !this.stopping; left = until - performance.now()) await this.bell.wait(left);
  }

  private notify(kind: BusNotice['kind'], reason: string): void {
    this.options.notify({ kind, consumer: `relay of ${this.source}`, reason });
  }
}
