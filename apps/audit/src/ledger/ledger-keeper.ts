import { setTimeout as sleep } from 'node:timers/promises';
import { shanghai } from '@huying/kernel';
import type { Clock, Logger } from '@huying/platform';
import type { BeforeApplicationShutdown, OnApplicationBootstrap } from '@nestjs/common';
import type { DataSource, EntityManager } from 'typeorm';
import type { Ask } from '../case-lookup/case-events.js';
import type { DailyCheckpoint } from './daily-checkpoint.js';
import { growLog } from './grow-log.js';
import { ledgerLogs, type LedgerLog } from './ledger-logs.js';
import type { PublishedHeads } from './published-heads.js';
import type { LogSigners } from './signers.js';

/** New entries are published within this time (standards/tlog.md §4: 1 to 5 s). */
const intervalMs = 1000;

export interface LedgerKeeperOptions {
  readonly database: DataSource;
  readonly signersOf: (log: LedgerLog) => LogSigners;
  readonly heads: PublishedHeads;
  readonly days: DailyCheckpoint;
  readonly clock: Clock;
  readonly logger: Logger;
}

/**
 * Grows the trees with the logs and publishes their checkpoints, for as long as the service runs. Several instances may do so: the
 * lock on a tree's row lets one of them at a time, and whoever comes second finds nothing to do.
 */
export class LedgerKeeper implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly stopping = new AbortController();
  private running: Promise<void> | undefined;

  constructor(private readonly options: LedgerKeeperOptions) {}

  /** @throws RestoredLedger when this database is older than what was published from it */
  async onApplicationBootstrap(): Promise<void> {
    const { heads, database } = this.options;
    await heads.refuseOlderThanPublished(asking(database));
    await heads.removeAbandoned();
    this.running = this.run();
  }

  async beforeApplicationShutdown(): Promise<void> {
    this.stopping.abort();
    await this.running;
  }

  /**
   * Publishes what the logs have grown by, the log of checkpoints last: it holds what the others have just signed. At a day's turn the
   * roots become an event.
   */
  async publish(): Promise<void> {
    const { database, signersOf, heads, days, clock } = this.options;
    let anyGrown = false;
    for (const log of ledgerLogs) {
      const grown = await database.transaction((manager) => growLog(asking(manager), log, signersOf(log)));
      if (grown) await heads.keep(asking(database), log);
      anyGrown ||= grown;
    }
    await days.record(asking(database), shanghai(clock.now()), anyGrown);
  }

  private async run(): Promise<void> {
    const { signal } = this.stopping;
    while (!signal.aborted) {
      try {
        await this.publish();
      } catch (err) {
        this.options.logger.error({ err }, 'the ledger could not grow; trying again');
      }
      await sleep(intervalMs, undefined, { signal }).catch(() => undefined);
    }
  }
}

const asking =
  (database: DataSource | EntityManager): Ask =>
  (sql, values) =>
    database.query(sql, [...values]);
