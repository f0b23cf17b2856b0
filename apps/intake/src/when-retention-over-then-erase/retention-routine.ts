import { createHash } from 'node:crypto';
import type { ServiceName } from '@huying/contracts';
import type { LogReader, Origin } from '@huying/event-store';
import { shanghai, type Actor } from '@huying/kernel';
import { derivedId, type Clock, type Logger } from '@huying/platform';
import type { Consumptions, Seen } from '@huying/platform-nest';
import type { ResidentDesk } from '../resident-desk/resident-desk.js';
import type { PeopleDueQuery, PersonDue } from './people-due.query.js';

/** Between two passes. What is due is due for a whole day, so an hour more or less is nothing. */
const everyMs = 3_600_000;
/** After a start: others come up as well then. */
const firstAfterMs = 60_000;
const batch = 100;
const boardPatienceMs = 5_000;

export interface WhatPassesRead {
  readonly people: PeopleDueQuery;
  readonly logReaders: ReadonlyMap<ServiceName, LogReader>;
  readonly consumptions: Consumptions;
}

/**
 * Ends the retention of personal data (RULES §6): two years after the last case of a person closed, his keys are destroyed by the same
 * events as when somebody asks for it, and held by the same holds. What it does follows from log and clock alone.
 */
export class RetentionRoutine {
  private timers: readonly NodeJS.Timeout[] = [];
  private underWay: Promise<unknown> = Promise.resolve();
  private stopping = false;

  constructor(
    private readonly desk: ResidentDesk,
    private readonly read: WhatPassesRead,
    private readonly clock: Clock,
    private readonly logger: Logger,
  ) {}

  /** A pass soon, and one every hour. */
  begin(): void {
    if (this.timers.length > 0) return;
    const passNow = (): void => {
      this.underWay = this.underWay
        .then(() => this.pass())
        .catch((err: unknown) => {
          this.logger.warn({ err }, 'whose retention is over could not be looked at; it will be in an hour');
        });
    };
    this.timers = [setTimeout(passNow, firstAfterMs).unref(), setInterval(passNow, everyMs).unref()];
  }

  async onModuleDestroy(): Promise<void> {
    for (const timer of this.timers) clearTimeout(timer);
    this.stopping = true;
    await this.underWay;
  }

  /**
   * Looks at everybody whose retention may be over. Several instances may do it at once: a person's command has the same id all day.
   *
   * @returns how many people's erasure it has had recorded, those that a hold refused left out
   */
  async pass(): Promise<number> {
    if (!(await this.boardIsComplete())) {
      this.logger.warn('the cases board is behind, or lacks what is parked: whose retention is over will be looked at in an hour');
      return 0;
    }
    const now = this.clock.now();
    let ended = 0;
    let last: PersonDue | undefined;
    for (;;) {
      const due = await this.read.people.after(last, now, batch);
      for (const person of due) {
        if (this.stopping) return ended;
        if (await this.end(person, now)) ended += 1;
      }
      last = due.at(-1);
      if (due.length < batch) break;
    }
    if (ended > 0) this.logger.info({ people: ended }, 'retention is over: personal data are erased');
    return ended;
  }

  /** A case that the board does not show, yet or because it is parked, may be open, and its words would go with the rest. */
  private async boardIsComplete(): Promise<boolean> {
    for (const { consumption } of this.read.consumptions.all()) if ((await consumption.parked()).length > 0) return false;
    const heads = new Map<ServiceName, number>();
    for (const [source, reader] of this.read.logReaders) heads.set(source, await reader.head());
    return this.read.consumptions.reached(heads satisfies Seen, boardPatienceMs);
  }

  private async end({ person, closedAt, area }: PersonDue, now: number): Promise<boolean> {
    const erasure = derivedId('retention', person, closedAt, shanghai(now).slice(0, 10));
    const actor: Actor = { person: 'system:retention', role: 'SYS', area };
    const outcome = await this.desk.run(person, originOf(erasure, actor), ({ at, cases, standings }) => ({
      type: 'EndRetention',
      at,
      actor,
      data: { erasure, person, cases, standings },
    }));
    if (outcome.kind !== 'accepted' || outcome.repeated) return false;
    return (await this.desk.recorded(person, outcome.version))?.type === 'PiiErasureApproved';
  }
}

function originOf(erasure: string, actor: Actor): Origin {
  const id = derivedId('command', 'retention', erasure);
  return { command: { id, digest: createHash('sha256').update(id).digest('hex') }, actor, correlationId: erasure };
}
