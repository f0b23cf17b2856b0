import { setTimeout as pause } from 'node:timers/promises';
import pg from 'pg';

/** Between two looks. What is visible is seen up to this and one query later than it was. */
const lookMs = 2;

/** Notes when each position of a log became visible at a place that a query tells the last position of. */
export class Visible {
  private readonly at: number[] = [];
  private readonly watching: Promise<void>;
  private mark: number;
  private stopped = false;

  private constructor(
    private readonly database: pg.Client,
    private readonly query: string,
    private readonly from: number,
  ) {
    this.mark = from;
    this.watching = this.watch();
  }

  /** @param query answers the last visible position as `position` */
  static async open(connectionString: string, query: string): Promise<Visible> {
    const database = new pg.Client({ connectionString });
    await database.connect();
    return new Visible(database, query, await positionBy(database, query));
  }

  /** When it became visible, on this process's clock; undefined while it is not. */
  when(position: number): number | undefined {
    return this.at[position - this.from - 1];
  }

  /** Resolves once a position is visible. @throws when it is not within a minute */
  async until(position: number): Promise<void> {
    for (let waited = 0; this.mark < position; waited += 10) {
      if (waited > 60_000) throw new Error(`only ${this.mark} of ${position} events became visible within a minute`);
      await pause(10);
    }
  }

  async close(): Promise<void> {
    this.stopped = true;
    await this.watching;
    await this.database.end();
  }

  private async watch(): Promise<void> {
    while (!this.stopped) {
      const position = await positionBy(this.database, this.query);
      const now = performance.now();
      for (; this.mark < position; this.mark += 1) this.at.push(now);
      await pause(lookMs);
    }
  }
}

async function positionBy(database: pg.Client, query: string): Promise<number> {
  const { rows } = await database.query<{ position: string }>(query);
  return Number(rows[0]?.position ?? 0);
}
