import pg from 'pg';

/** What a transaction of its own keeps others from, until it is let go. The transaction is never committed. */
export class Held {
  private held = true;

  private constructor(private readonly client: pg.Client) {}

  /**
   * Keeps one service from destroying its keys for one erasure, as if another process of it were just doing so. Nobody else's erasure waits:
   * a service that waits for somebody else's reads on no more, and answers nobody who has seen what it has not read.
   *
   * @param url the key database, as its owner
   */
  static erasure(url: string, owner: string, erasure: string): Promise<Held> {
    const claim = `INSERT INTO keys.erasure (owner_service, erasure, basis, erased_at) VALUES ($1, $2, 'held', now())`;
    return Held.begin(url, claim, [owner, erasure]);
  }

  /** Keeps a service from appending to its log. @param url its database, as its owner */
  static log(url: string): Promise<Held> {
    return Held.begin(url, 'SELECT FROM event_store.head FOR UPDATE');
  }

  private static async begin(url: string, hold: string, values: readonly string[] = []): Promise<Held> {
    const client = new pg.Client({ connectionString: url });
    client.on('error', () => undefined);
    await client.connect();
    await client.query('BEGIN');
    await client.query(hold, [...values]);
    return new Held(client);
  }

  async isWaitedFor(role: string): Promise<boolean> {
    return (await this.atThisMoment(`SELECT FROM pg_stat_activity WHERE ${waiting} AND usename = $1`, [role])) > 0;
  }

  /** Ends whoever waits on this database. @returns whether nobody does any more */
  async endWaiting(): Promise<boolean> {
    return (await this.atThisMoment(`SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE ${waiting}`)) === 0;
  }

  /** A transaction sees, all its life, the activity of when it first asked; until it forgets that. @returns how many rows */
  private async atThisMoment(question: string, values: readonly string[] = []): Promise<number> {
    await this.client.query('SELECT pg_stat_clear_snapshot()');
    return (await this.client.query(question, [...values])).rowCount ?? 0;
  }

  async letGo(): Promise<void> {
    if (!this.held) return;
    this.held = false;
    await this.client.end();
  }
}

const waiting = `datname = current_database() AND wait_event_type = 'Lock'`;
