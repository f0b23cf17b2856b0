import { setTimeout as pause } from 'node:timers/promises';
import { brokerForTests } from '@huying/testing';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createBusDatabase, type BusDatabase } from '../bus-database.spec.js';
import type { BusNotice, Consumption, EventBus } from '../event-bus.js';
import { contractTypes } from '../contract-suite/contract-events.spec.js';
import { WrittenLog } from '../log-for-tests.spec.js';
import { createKafkaBus, type KafkaBusOptions } from './kafka-bus.js';
import { relayBatch } from './relay-batch.js';
import { TopicsForTests } from './topic-for-tests.spec.js';
import { topicOf } from './topics.js';

const broker = await brokerForTests();
const [noted = ''] = contractTypes.keys();
const partitions = 3;
const anHour = 3_600_000;

describe.skipIf(broker === undefined)('a consumer over Kafka', () => {
  let database: BusDatabase;
  let topics: TopicsForTests;
  let log: WrittenLog;
  let buses: EventBus[];
  let notices: BusNotice[];

  beforeEach(async () => {
    database = await createBusDatabase();
    topics = new TopicsForTests(broker?.brokers ?? '');
    log = new WrittenLog('intake');
    buses = [];
    notices = [];
  });
  afterEach(async () => {
    await Promise.all(buses.map((bus) => bus.close()));
    await database.drop();
  });

  const bus = (more: Partial<KafkaBusOptions> = {}): EventBus => {
    const opened = createKafkaBus({
      connection: { brokers: [topics.brokers] },
      topics: { prefix: topics.prefix, partitions },
      readers: { intake: log },
      database: database.url,
      types: contractTypes,
      batch: 10,
      gatherMs: 0,
      onNotice: (notice) => notices.push(notice),
      ...more,
    });
    buses.push(opened);
    return opened;
  };
  const subscribe = (on: EventBus): Promise<Consumption> =>
    on.subscribe({
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
    });
  const write = (count: number): void => {
    for (let n = 0; n < count; n += 1) log.write({ type: noted, caseKey: `case ${String(n % 7)}` });
  };
  /** The messages of the log as its relay would send them, in the given order. */
  const send = async (...order: readonly number[]): Promise<void> => {
    const head = await log.head();
    const { messages } = relayBatch({ position: 0, lastPositions: new Array<number>(partitions).fill(0) }, await log.read(0, head), anHour);
    await topics.send(
      'intake',
      order.flatMap((position) => messages[position - 1] ?? []),
    );
  };
  const upTo = (last: number): number[] => Array.from({ length: last }, (_, n) => n + 1);
  const effects = async () =>
    (await database.query<{ position: string }>('SELECT position FROM effect ORDER BY n')).map(({ position }) => Number(position));
  const arrived = async (consumption: Consumption, position: number): Promise<void> => {
    expect(await consumption.reached(new Map([['intake', position]]), 20_000)).toBe(true);
    expect(await effects()).toEqual(upTo(position));
  };

  it('applies each event once and in order, whatever is delivered twice or in another order', async () => {
    const consumption = await subscribe(bus({ healAfterMs: anHour }));
    write(8);
    await send(2, 1, 2, 4, 3, 1, 6, 5, 4, 8, 7, 7, 3);
    await arrived(consumption, 8);
  });

  it('fills a hole in the topic from the log', async () => {
    const consumption = await subscribe(bus({ healAfterMs: anHour }));
    write(30);
    await send(...upTo(30).filter((position) => position !== 5 && position !== 6));
    await arrived(consumption, 30);
    expect(notices.filter(({ kind }) => kind === 'healed')[0]?.reason).toMatch(
      /^intake: 5 to \d+ is read from the log, its topic has a hole$/,
    );
  });

  it('reads from the log what the topic has lost at its end, and goes on with the topic', async () => {
    const consumption = await subscribe(bus({ healAfterMs: 200 }));
    write(40);
    await send(...upTo(25));
    await arrived(consumption, 40);
    expect(notices.map(({ kind }) => kind)).toContain('healed');
    write(5);
    await send(41, 42, 43, 44, 45);
    await arrived(consumption, 45);
  });

  it('reads from the log what the topic no longer keeps', async () => {
    write(20);
    const first = bus();
    await first.publish('intake', log);
    await arrived(await subscribe(first), 20);
    const topic = topicOf(topics.prefix, 'intake');
    await topics.asAdmin(async (admin) => {
      await admin.fetchTopicOffsets(topic); // Without having asked about a topic, kafkajs finds none of its partitions.
      await admin.deleteTopicRecords({ topic, partitions: upTo(partitions).map((n) => ({ partition: n - 1, offset: '-1' })) });
    });
    await database.query('TRUNCATE event_bus.checkpoint');
    await database.query('DELETE FROM effect');
    await first.close();
    buses.length = 0;
    await arrived(await subscribe(bus({ healAfterMs: 200 })), 20);
  });

  it('steps over messages that are no events of ours, and says so', async () => {
    const consumption = await subscribe(bus({ healAfterMs: anHour }));
    write(2);
    await topics.send('intake', [
      { value: 'hello', partition: 0 },
      { value: null, partition: 0 },
    ]);
    await send(1, 2);
    await arrived(consumption, 2);
    expect(notices.filter(({ kind }) => kind === 'foreign')).toHaveLength(1);
  });

  it('is taken over by another instance of its service, under load, without loss or repeat', async () => {
    const relay = bus();
    await relay.publish('intake', log);
    const options = { healAfterMs: anHour, sessionTimeoutMs: 2_000 };
    const one = bus(options);
    const first = await subscribe(one);
    const writing = (async () => {
      for (let n = 0; n < 60; n += 1) {
        write(10);
        await pause(10);
      }
    })();
    expect(await first.reached(new Map([['intake', 50]]), 20_000)).toBe(true);
    const other = bus(options);
    const second = await subscribe(other);
    // What another instance has settled counts, though this one reads nothing.
    expect(await second.reached(new Map([['intake', 200]]), 20_000)).toBe(true);
    await one.close();
    buses.splice(buses.indexOf(one), 1);
    await writing;
    await arrived(second, 600);
  });
});
