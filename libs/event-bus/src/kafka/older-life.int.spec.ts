import { setTimeout as pause } from 'node:timers/promises';
import { brokerForTests } from '@huying/testing';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createBusDatabase, type BusDatabase } from '../bus-database.spec.js';
import { contractTypes } from '../contract-suite/contract-events.spec.js';
import type { Consumption, EventBus } from '../event-bus.js';
import { WrittenLog } from '../log-for-tests.spec.js';
import { createKafkaBus } from './kafka-bus.js';
import { TopicsForTests } from './topic-for-tests.spec.js';
import { topicOf } from './topics.js';

const broker = await brokerForTests();
const [noted = ''] = contractTypes.keys();
const partitions = 3;
const anHour = 3_600_000;

/** Databases that were all put back to one earlier moment, beside brokers that know more (docs/runbooks/backup-and-restore.md). */
describe.skipIf(broker === undefined)('a system restored from a backup, over Kafka', () => {
  let database: BusDatabase;
  let topics: TopicsForTests;
  let log: WrittenLog;
  let bus: EventBus;
  let applied: string[];

  beforeEach(async () => {
    database = await createBusDatabase();
    topics = new TopicsForTests(broker?.brokers ?? '');
    log = new WrittenLog('intake');
  });
  afterEach(async () => {
    await bus.close();
    await database.drop();
  });

  const write = (life: string, count: number): void => {
    for (let n = 0; n < count; n += 1) log.write({ type: noted, caseKey: `case ${String(n % 7)}`, data: { life } });
  };
  /** Relay and consumer, which hears from the topics alone. */
  const start = async (consumer = 'trial'): Promise<Consumption> => {
    bus = createKafkaBus({
      connection: { brokers: [topics.brokers] },
      topics: { prefix: topics.prefix, partitions },
      readers: { intake: log },
      database: database.url,
      types: contractTypes,
      healAfterMs: anHour,
    });
    applied = [];
    await bus.publish('intake', log);
    return bus.subscribe({
      consumer,
      sources: ['intake'],
      handlers: new Map([[noted, ({ recorded }) => Promise.resolve(void applied.push(recorded.body.toString()))]]),
    });
  };
  const arrived = async (consumption: Consumption, position: number): Promise<void> => {
    expect(await consumption.reached(new Map([['intake', position]]), 20_000)).toBe(true);
  };
  const bodies = async (after: number) => (await log.read(after, 1_000)).map(({ body }) => body.toString());
  const deleteTopic = async (): Promise<void> => {
    const topic = topicOf(topics.prefix, 'intake');
    await topics.asAdmin(async (admin) => {
      await admin.deleteTopics({ topics: [topic] });
      while ((await admin.listTopics()).includes(topic)) await pause(20);
    });
  };

  it('goes on with the events of its new life, once the topics of the older one were deleted', async () => {
    const first = await start();
    write('older', 20);
    await arrived(first, 20);
    await bus.close();
    await database.query('CREATE TABLE backup AS SELECT * FROM event_bus.relay');
    const again = await start();
    write('older', 15);
    await arrived(again, 35);
    await bus.close();

    log.cutTo(20);
    await database.query("UPDATE event_bus.checkpoint SET position = 20 WHERE source = 'intake'");
    await database.query(
      `UPDATE event_bus.relay AS relay SET position = backup.position, last_positions = backup.last_positions
         FROM backup WHERE relay.source = backup.source`,
    );
    await deleteTopic();
    const restored = await start();
    write('new', 30);
    await arrived(restored, 50);
    expect(applied).toEqual(await bodies(20));
    expect((await topics.read('intake')).map(({ message }) => message.value?.toString()).sort()).toEqual((await bodies(20)).sort());
  });
});
