import pg from 'pg';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createBusDatabase, type BusDatabase } from '../bus-database.spec.js';
import { toDelivery } from '../delivery.js';
import type { Delivery } from '../event-bus.js';
import { contractTypes } from '../contract-suite/contract-events.spec.js';
import { Overtaken } from '../fault.js';
import { WrittenLog } from '../log-for-tests.spec.js';
import { Settlement } from './settlement.js';

const [noted = ''] = contractTypes.keys();

/** What a transport with partitions needs: events of one log that come out of its order, and again. */
describe('settling deliveries that come out of order', () => {
  let database: BusDatabase;
  let pool: pg.Pool;
  let log: Delivery[];

  beforeEach(async () => {
    database = await createBusDatabase();
    pool = new pg.Pool({ connectionString: database.url, max: 2 });
    pool.on('error', () => undefined); // A connection that is cut while idle is no fault of whoever closes next.
    const written = new WrittenLog('intake');
    for (let n = 0; n < 6; n += 1) written.write({ type: noted, caseKey: `case ${String(n)}` });
    log = (await written.read(0, 6)).map((recorded) => toDelivery('intake', recorded));
  });
  afterEach(async () => {
    await pool.end();
    await database.drop();
  });

  const settlement = async (): Promise<Settlement> => {
    const made = new Settlement({
      database: pool,
      types: contractTypes,
      notify: () => undefined,
      subscription: {
        consumer: 'trial',
        sources: ['intake'],
        handlers: new Map([
          [
            noted,
            async ({ source, recorded }, { transaction }) => {
              await transaction.query('INSERT INTO effect (source, position) VALUES ($1, $2)', [source, recorded.position]);
            },
          ],
        ]),
      },
    });
    await made.open();
    return made;
  };
  const at = (...positions: readonly number[]): Delivery[] => positions.flatMap((position) => log[position - 1] ?? []);
  const effects = async () =>
    (await database.query<{ position: string }>('SELECT position FROM effect ORDER BY n')).map(({ position }) => Number(position));
  const inbox = async () =>
    (await database.query<{ position: string }>('SELECT position FROM event_bus.inbox ORDER BY position')).map(({ position }) =>
      Number(position),
    );

  it('applies what lies above a hole, and remembers it in the inbox until the hole is filled', async () => {
    const settling = await settlement();
    await settling.settle(at(1, 3, 4));
    expect(settling.positions().get('intake')).toBe(1);
    expect(await inbox()).toEqual([3, 4]);
    await settling.settle(at(2));
    expect(settling.positions().get('intake')).toBe(4);
    expect(await inbox()).toEqual([]);
    expect(await effects()).toEqual([1, 3, 4, 2]);
  });

  it('drops what it has seen, below the low-water mark and above it, in one batch and over a restart', async () => {
    await (await settlement()).settle(at(1, 2, 5, 5));
    const restarted = await settlement();
    await restarted.settle(at(2, 5, 6, 1));
    expect(await effects()).toEqual([1, 2, 5, 6]);
    expect(await inbox()).toEqual([5, 6]);
  });

  it('gives way to another instance that was first', async () => {
    const [one, other] = [await settlement(), await settlement()];
    await one.settle(at(1));
    await expect(other.settle(at(1))).rejects.toBeInstanceOf(Overtaken);
    await other.open();
    await other.settle(at(2));
    expect(await effects()).toEqual([1, 2]);
  });
});
