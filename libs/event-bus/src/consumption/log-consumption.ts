import type { ServiceName } from '@huying/contracts';
import type { LogReader } from '@huying/event-store';
import { Arrivals } from '../arrivals.js';
import { Bell } from '../bell.js';
import { toDelivery } from '../delivery.js';
import type { BusNotice, Consumption, ConsumptionStatus, Delivery, ParkedEvent } from '../event-bus.js';
import { ConsumerHalt, Overtaken, isTransient, reasonOf } from '../fault.js';
import { checkHeads, LogTail } from './log-tail.js';
import { parkedEvents } from './parking.js';
import { releaseCase } from './release.js';
import { Settlement } from './settlement.js';
import type { SettlementOptions } from './settlement.js';
import { inTransaction } from './transaction.js';

/** What brings the logs, where they are not read themselves: to one instance of the service at a time. */
export interface Transport {
  /** Called before the first read, and again when a stopped consumer goes on. */
  start(): void;
  stop(): Promise<void>;
  /** Everything up to these positions is settled, by whichever instance. */
  settled(positions: ReadonlyMap<ServiceName, number>): void;
}

export interface ConsumptionOptions extends SettlementOptions {
  /** The logs themselves. */
  readonly logs: ReadonlyMap<ServiceName, LogReader>;
  /** The logs as they are followed: themselves, or as the transport brings them. */
  readonly readers: ReadonlyMap<ServiceName, LogReader>;
  readonly transport?: Transport;
  /** Events per transaction, at most. */
  readonly batch: number;
  /** How long to sleep without a hint. */
  readonly pollMs: number;
  /** The least time from one transaction to the next while events keep coming and nobody waits for them. */
  readonly gatherMs: number;
  /** The first pause after a transient fault; it doubles up to `pauseMaxMs`. */
  readonly pauseMs: number;
  readonly pauseMaxMs: number;
}

/** How often to look what other instances have settled, while somebody waits for it. */
const followMs = 25;

/** One consumer tailing logs: read, settle, sleep until a log grows. */
export class LogConsumption implements Consumption {
  private readonly settlement: Settlement;
  private readonly arrivals = new Arrivals();
  private readonly bell = new Bell();
  /** Rung when somebody begins to wait for what has not been settled yet. */
  private readonly hurry = new Bell();
  private readonly unlisten = new Map<ServiceName, () => Promise<void>>();
  private current: ConsumptionStatus = { state: 'running' };
  private stopping = false;
  private running: Promise<void> | undefined;
  private resuming: Promise<void> | undefined;

  constructor(private readonly options: ConsumptionOptions) {
    this.settlement = new Settlement(options);
  }

  get consumer(): string {
    return this.options.subscription.consumer;
  }

  /** Loads the checkpoints and begins. @throws ConsumerHalt when a log is shorter than what was read of it */
  async start(): Promise<void> {
    await this.settlement.open();
    await checkHeads(this.options.logs, this.settlement.positions());
    this.current = { state: 'running' };
    this.running = this.run();
  }

  positions(): ReadonlyMap<ServiceName, number> {
    return this.settlement.positions();
  }

  reached(seen: ReadonlyMap<ServiceName, number>, timeoutMs: number): Promise<boolean> {
    const reached = this.arrivals.wait(this.positions(), seen, this.current.state === 'stopped' ? 0 : timeoutMs);
    if (this.arrivals.awaited) {
      this.hurry.ring();
      if (this.options.transport !== undefined) this.bell.ring();
    }
    return reached;
  }

  status(): ConsumptionStatus {
    return this.current;
  }

  parked(): Promise<readonly ParkedEvent[]> {
    return inTransaction(this.options.database, (transaction) => parkedEvents(transaction, this.consumer));
  }

  async release(caseKey: string): Promise<number> {
    const applied = await releaseCase({
      database: this.options.database,
      consumer: this.consumer,
      caseKey,
      fetch: (parked) => this.fetch(parked),
      apply: (transaction, delivery) => this.settlement.apply(transaction, delivery),
    });
    this.options.notify({ kind: 'released', consumer: this.consumer, reason: `${String(applied)} events applied` });
    return applied;
  }

  async resume(): Promise<boolean> {
    if (this.stopping) throw new Error(`${this.consumer} was ended; start its service again`);
    if (this.current.state !== 'stopped') return false;
    this.resuming ??= this.startAgain().finally(() => (this.resuming = undefined));
    await this.resuming;
    return true;
  }

  async stop(): Promise<void> {
    this.stopping = true;
    this.bell.ring();
    this.hurry.ring();
    await this.running;
    this.arrivals.giveUp();
    await Promise.allSettled([...this.unlisten.values()].map((unlisten) => unlisten()));
    this.unlisten.clear();
  }

  private async startAgain(): Promise<void> {
    await this.running;
    await this.start();
    this.options.notify({ kind: 'resumed', consumer: this.consumer, reason: 'told to try again' });
  }

  private async run(): Promise<void> {
    this.options.transport?.start();
    try {
      await this.follow();
    } finally {
      await this.options.transport?.stop();
    }
  }

  private async follow(): Promise<void> {
    const tail = new LogTail(this.options.readers, this.positions(), this.options.batch);
    this.options.transport?.settled(this.positions());
    let pauseMs = this.options.pauseMs;
    while (!this.stopping && this.current.state !== 'stopped') {
      try {
        const began = performance.now();
        const settled = await this.step(tail);
        this.recovered();
        pauseMs = this.options.pauseMs;
        if (settled === 0) await this.bell.wait(this.idleMs());
        else if (settled < this.options.batch) await this.gather(began + this.options.gatherMs);
      } catch (fault) {
        if (!(await this.recover(fault, tail, pauseMs))) continue;
        pauseMs = Math.min(pauseMs * 2, this.options.pauseMaxMs);
      }
    }
  }

  /** How long to sleep without a hint: no instance hears a hint of what another one has settled. */
  private idleMs(): number {
    return this.options.transport !== undefined && this.arrivals.awaited ? followMs : this.options.pollMs;
  }

  /**
   * Lets events gather for the next transaction, which has some ten statements of its own: under load, one for every few events would
   * take more of the machine than what it settles. Whoever waits for an event is not kept waiting by it.
   */
  private async gather(until: number): Promise<void> {
    for (let left = until - performance.now(); left > 0 && !this.stopping && !this.arrivals.awaited; left = until - performance.now())
      await this.hurry.wait(left);
  }

  /** Settles one batch. Answers how many events were in it. */
  private async step(tail: LogTail): Promise<number> {
    await this.listen();
    const deliveries = await tail.next();
    if (deliveries.length === 0) {
      await this.followOthers(tail);
      return 0;
    }
    try {
      await this.settlement.settle(deliveries);
    } finally {
      this.moved();
    }
    return deliveries.length;
  }

  /** The transport brings events to one instance; the others see by the checkpoints how far it has come. */
  private async followOthers(tail: LogTail): Promise<void> {
    if (this.options.transport === undefined || !(await this.settlement.follow())) return;
    tail.rewind(this.positions());
    this.moved();
  }

  private moved(): void {
    this.arrivals.announce(this.positions());
    this.options.transport?.settled(this.positions());
  }

  /** Answers true when it paused. */
  private async recover(fault: unknown, tail: LogTail, pauseMs: number): Promise<boolean> {
    if (!(fault instanceof Overtaken) && !isTransient(fault)) {
      this.halt(fault);
      return false;
    }
    if (!(fault instanceof Overtaken)) {
      if (this.current.state === 'running') this.notify('paused', fault);
      this.current = { state: 'paused', reason: reasonOf(fault) };
      await this.pause(pauseMs);
    }
    await this.settlement.open().catch(() => undefined);
    this.moved();
    tail.rewind(this.positions());
    return !(fault instanceof Overtaken);
  }

  private halt(fault: unknown): void {
    const reason = fault instanceof ConsumerHalt ? fault.message : reasonOf(fault);
    this.current = { state: 'stopped', reason };
    this.notify('stopped', fault);
    this.arrivals.giveUp();
  }

  private recovered(): void {
    if (this.current.state !== 'paused') return;
    this.current = { state: 'running' };
    this.options.notify({ kind: 'resumed', consumer: this.consumer, reason: 'the fault is over' });
  }

  /** A pause hears growth hints without ending; only stop ends it. */
  private async pause(ms: number): Promise<void> {
    const until = performance.now() + ms;
    for (let left = ms; left > 0 && !this.stopping; left = until - performance.now()) await this.bell.wait(left);
  }

  /** Hints are a convenience: a source that cannot be listened to is polled, and asked again at the next step. */
  private async listen(): Promise<void> {
    for (const [source, reader] of this.options.readers) {
      if (this.unlisten.has(source)) continue;
      const unlisten = await reader.onGrowth(() => this.bell.ring()).catch(() => undefined);
      if (unlisten !== undefined) this.unlisten.set(source, unlisten);
    }
  }

  private async fetch({ source, position }: ParkedEvent): Promise<Delivery> {
    const [event] = (await this.options.logs.get(source)?.read(position - 1, 1)) ?? [];
    if (event?.position !== position) throw new ConsumerHalt(`${source}:${String(position)} is not in its log`);
    return toDelivery(source, event);
  }

  private notify(kind: BusNotice['kind'], fault: unknown): void {
    this.options.notify({ kind, consumer: this.consumer, reason: reasonOf(fault) });
  }
}
