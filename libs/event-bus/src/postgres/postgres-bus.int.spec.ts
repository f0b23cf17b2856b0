import type { ServiceName } from '@huying/contracts';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createBusDatabase } from '../bus-database.spec.js';
import type { BusDatabase } from '../bus-database.spec.js';
import { contractTypes } from '../contract-suite/contract-events.spec.js';
import { eventBusContract } from '../contract-suite/event-bus-contract.spec.js';
import { WrittenLog } from '../log-for-tests.spec.js';
import { createPostgresBus } from './postgres-bus.js';

const [noted = ''] = contractTypes.keys();

eventBusContract('tailing logs from PostgreSQL', async () => {
  const database = await createBusDatabase();
  const logs = { intake: new WrittenLog('intake'), dispatch: new WrittenLog('dispatch'), audit: new WrittenLog('audit') };
  return {
    openBus: (onNotice) =>
      createPostgresBus({ readers: logs, database: database.url, types: contractTypes, onNotice, pauseMs: 5, pollMs: 50, batch: 7 }),
    append: (source, event) => Promise.resolve(logs[source as keyof typeof logs].write(event)),
    query: database.query,
    severConnections: database.severConnections,
    close: database.drop,
  };
});

describe('the PostgreSQL bus', () => {
  let database: BusDatabase;
  beforeEach(async () => {
    database = await createBusDatabase();
  });
  afterEach(() => database.drop());

  it('refuses to start on a log that is shorter than what was read of it', async () => {
    const log = new WrittenLog('intake');
    log.write({ type: noted });
    log.write({ type: noted });
    const subscription = { consumer: 'trial', sources: ['intake'] as ServiceName[], handlers: new Map() };
    const before = createPostgresBus({ readers: { intake: log }, database: database.url, types: contractTypes });
    const consumption = await before.subscribe(subscription);
    expect(await consumption.reached(new Map([['intake', 2]]), 5000)).toBe(true);
    await before.close();
    log.cutTo(1);
    const after = createPostgresBus({ readers: { intake: log }, database: database.url, types: contractTypes });
    await expect(after.subscribe(subscription)).rejects.toThrow('position 2 of intake was read before, but its log ends at 1');
    await after.close();
  });

  it('finds events without any hint, by polling', async () => {
    const log = new WrittenLog('intake');
    const deaf = Object.assign(Object.create(log) as WrittenLog, { onGrowth: () => Promise.reject(new Error('no hints today')) });
    const bus = createPostgresBus({ readers: { intake: deaf }, database: database.url, types: contractTypes, pollMs: 10 });
    const consumption = await bus.subscribe({ consumer: 'trial', sources: ['intake'], handlers: new Map() });
    log.write({ type: noted });
    expect(await consumption.reached(new Map([['intake', 1]]), 5000)).toBe(true);
    await bus.close();
  });

  it('lets events gather for one transaction, until somebody waits for them', async () => {
    const log = new WrittenLog('intake');
    const busWith = (gatherMs: number) =>
      createPostgresBus({ readers: { intake: log }, database: database.url, types: contractTypes, gatherMs });
    const [patient, eager] = [busWith(60_000), busWith(0)];
    const settled: number[] = [];
    const first = new Promise<void>((resolve) => {
      log.write({ type: noted });
      void patient.subscribe({
        ...{ consumer: 'patient', sources: ['intake'], handlers: new Map() },
        batch: (deliveries) => {
          settled.push(deliveries.length);
          resolve();
          return Promise.resolve();
        },
      });
    });
    await first;
    const other = await eager.subscribe({ consumer: 'eager', sources: ['intake'], handlers: new Map() });
    for (const position of [2, 3, 4]) {
      log.write({ type: noted });
      await other.reached(new Map([['intake', position]]), 5000);
    }
    await patient.close();
    expect(settled).toEqual([1]);

    const hurried = busWith(60_000);
    const waiting = await hurried.subscribe({ consumer: 'patient', sources: ['intake'], handlers: new Map() });
    for (const position of [4, 5, 6]) {
      if (position > 4) log.write({ type: noted });
      expect(await waiting.reached(new Map([['intake', position]]), 5000)).toBe(true);
    }
    await Promise.all([hurried.close(), eager.close()]);
  });

  it('refuses a subscription to a log that it cannot read', async () => {
    const bus = createPostgresBus({ readers: {}, database: database.url });
    await expect(bus.subscribe({ consumer: 'trial', sources: ['intake'], handlers: new Map() })).rejects.toThrow('no reader of its log');
    await bus.close();
  });
});
