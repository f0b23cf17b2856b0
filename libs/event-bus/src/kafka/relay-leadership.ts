import type { Pool } from 'pg';
import type { ServiceName } from '@huying/contracts';

/** How far a log has been carried to its topic. */
export interface RelayCheckpoint {
  readonly position: number;
  /** By partition: the last position at or below `position`, 0 where there is none. */
  readonly lastPositions: readonly number[];
}

/** Another instance was elected: whatever this one still wants to write is refused. */
export class Deposed extends Error {
  override readonly name = 'Deposed';
}

/** One term of one instance as a service's relay. */
export interface Term {
  readonly checkpoint: RelayCheckpoint;
  /** False once the lease may have run out, by this process's own steady clock. */
  holds(): boolean;
  /** Prolongs the lease. @throws Deposed */
  renew(): Promise<void>;
  /** Prolongs the lease and moves the checkpoint, if this term is still the last. @throws Deposed */
  save(checkpoint: RelayCheckpoint): Promise<void>;
  /** Lets go of the lease, so that another instance need not wait for its end. */
  resign(): Promise<void>;
}

export interface LeadershipOptions {
  readonly database: Pool;
  readonly source: ServiceName;
  readonly partitions: number;
  /** This instance, among the service's instances. */
  readonly holder: string;
  readonly leaseMs: number;
}

interface RelayRow {
  readonly epoch: string;
  readonly position: string;
  readonly last_positions: readonly string[];
}

/**
 * The election of a service's relay: a row with an epoch and a lease, judged by the database's clock. Every write names its epoch, so a
 * relay that was stopped for a while and goes on as if nothing had happened moves nothing (what it sends meanwhile are repeats, and
 * consumers drop them).
 */
export class Leadership {
  constructor(private readonly options: LeadershipOptions) {}

  /** The term of this instance; undefined while another one holds the lease. */
  async stand(): Promise<Term | undefined> {
    const { database, source, partitions, holder, leaseMs } = this.options;
    await database.query(
      'INSERT INTO event_bus.relay (source, last_positions) VALUES ($1, array_fill(0::bigint, ARRAY[$2::int])) ON CONFLICT DO NOTHING',
      [source, partitions],
    );
    const asked = performance.now();
    const { rows } = await database.query<RelayRow>(
      `UPDATE event_bus.relay SET epoch = epoch + 1, holder = $2, lease_until = clock_timestamp() + $3 * interval '1 millisecond'
        WHERE source = $1 AND lease_until < clock_timestamp() RETURNING epoch, position, last_positions`,
      [source, holder, leaseMs],
    );
    const row = rows[0];
    return row === undefined ? undefined : this.term(row, asked + leaseMs);
  }

  /** How far the log has been carried, whoever does it. */
  async position(): Promise<number> {
    const { rows } = await this.options.database.query<{ position: string }>('SELECT position FROM event_bus.relay WHERE source = $1', [
      this.options.source,
    ]);
    return Number(rows[0]?.position ?? 0);
  }

  /** Sets the checkpoint back, whoever leads; the leader finds itself deposed and begins again from there. False where that were forward. */
  async rewind({ position, lastPositions }: RelayCheckpoint): Promise<boolean> {
    const { rowCount } = await this.options.database.query(
      `UPDATE event_bus.relay SET epoch = epoch + 1, lease_until = '-infinity', position = $2, last_positions = $3
        WHERE source = $1 AND position > $2`,
      [this.options.source, position, lastPositions],
    );
    return rowCount === 1;
  }

  private term(row: RelayRow, leaseEnds: number): Term {
    const { database, source, leaseMs } = this.options;
    let until = leaseEnds;
    const write = async (changes: string, values: readonly unknown[]): Promise<void> => {
      const asked = performance.now();
      const { rowCount } = await database.query(
        `UPDATE event_bus.relay SET lease_until = clock_timestamp() + $3 * interval '1 millisecond'${changes} WHERE source = $1 AND epoch = $2`,
        [source, row.epoch, leaseMs, ...values],
      );
      if (rowCount === 0) throw new Deposed(`the relay of ${source}: another instance was elected`);
      until = asked + leaseMs;
    };
    return {
      checkpoint: { position: Number(row.position), lastPositions: row.last_positions.map(Number) },
      holds: () => performance.now() < until,
      renew: () => write('', []),
      save: ({ position, lastPositions }) => write(', position = $4, last_positions = $5', [position, lastPositions]),
      async resign() {
        await database.query("UPDATE event_bus.relay SET lease_until = '-infinity' WHERE source = $1 AND epoch = $2", [source, row.epoch]);
      },
    };
  }
}
