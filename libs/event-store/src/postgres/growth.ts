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
  private state: 'quiet' | 'sending' | 'dirty' = 'quiet';

  constructor(private readonly notify: () => Promise<unknown>) {}

  grown(): void {
    if (this.state === 'quiet') void this.send();
    else this.state = 'dirty';
  }

  private async send(): Promise<void> {
    this.state = 'sending';
    // Only a hint: a failure is the connection's, and every reader polls as well.
    await this.notify().catch(() => undefined);
    setTimeout(() => {
      const again = this.state === 'dirty';
      this.state = 'quiet';
      if (again) void this.send();
    }, pauseMs).unref();
  }
}
