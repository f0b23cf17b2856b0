import { once } from 'node:events';
import { createServer, type AddressInfo } from 'node:net';
import pg from 'pg';
import { expect, it } from 'vitest';
import { isTransient } from './fault.js';

it('a frozen server, which takes connections and never speaks, is a fault that waiting cures', async () => {
  const frozen = createServer(() => undefined).listen(0, '127.0.0.1');
  await once(frozen, 'listening');
  const { port } = frozen.address() as AddressInfo;
  const database = { host: '127.0.0.1', port, user: 'nobody', connectionTimeoutMillis: 50 };
  const pool = new pg.Pool({ ...database, max: 1 });
  // The one is connecting, the other waits for its turn, the third has no pool.
  const asked = [pool.query('SELECT 1'), pool.query('SELECT 1'), new pg.Client(database).connect()];
  const faults = await Promise.all(asked.map((asking) => asking.then(String, (fault: unknown) => fault)));
  await pool.end();
  frozen.close();

  expect(faults.filter((fault) => !isTransient(fault))).toEqual([]);
});
