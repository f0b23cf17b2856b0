import { setTimeout as delay } from 'node:timers/promises';

/** The channel on which a log tells that it has grown. A database is a service's own, so the name needs no service. */
export const growthChannel = 'event_store_growth';

/** Between two hints, at least. */
const pauseMs = 5;

/**
 * Tells waiting readers that the log has grown: NOTIFY from the process, after the commit and at most once every few milliseconds.
 * A NOTIFY inside the append would hold the cluster-wide lock of PostgreSQL's notification queue while it commits, and so put the
 * appends of every service into one queue. A hint that is lost (a crash in between) costs a reader one turn of its own polling.
 */
export class GrowthHint {
  private underWay: Promise<void> | undefined;
  private grownSince = false;

  constructor(private readonly notify: () => Promise<unknown>) {}

  grown(): void {
    this.grownSince = true;
    this.underWay ??= this.tell();
  }

  /** Resolves once the last growth has been told. */
  async told(): Promise<void> {
    await this.underWay;
  }

  private async tell(): Promise<void> {
    while (this.grownSince) {
      this.grownSince = false;
      // Only a hint: a failure is the connection's, and every reader polls as well.
      await this.notify().catch(() => undefined);
      await delay(pauseMs, undefined, { ref: false });
    }
    this.underWay = undefined;
  }
}
