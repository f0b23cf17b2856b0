import { setTimeout as pause } from 'node:timers/promises';
import { brokerForTests } from '@huying/testing';
import pg from 'pg';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createBusDatabase, type BusDatabase } from '../bus-database.spec.js';
import type { BusNotice, EventBus, Publication } from '../event-bus.js';
import { contractTypes } from '../contract-suite/contract-events.spec.js';
import { WrittenLog } from '../log-for-tests.spec.js';
import { ConfigResourceTypes } from './kafkajs.js';
import { createKafkaBus, type KafkaBusOptions } from './kafka-bus.js';
import { Deposed, Leadership, type Term } from './relay-leadership.js';
import { header, TopicsForTests } from './topic-for-tests.spec.js';

const broker = await brokerForTests();
const [noted = ''] = contractTypes.keys();
const partitions = 3;

describe.skipIf(broker === undefined)('a service’s relay', () => {
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
      pauseMs: 20,
      leaseMs: 400,
      onNotice: (notice) => notices.push(notice),
      ...more,
    });
    buses.push(opened);
    return opened;
  };
  const until = async (holds: () => boolean | Promise<boolean>): Promise<void> => {
    const end = Date.now() + 30_000;
    while (!(await holds())) {
      if (Date.now() > end) throw new Error('it never came to hold');
      await pause(10);
    }
  };
  const published = (publication: Publication, position: number) => until(async () => (await publication.position()) >= position);
  const write = (count: number, data?: unknown): void => {
    for (let n = 0; n < count; n += 1)
      log.write({ type: noted, caseKey: `case ${String(n % 7)}`, ...(data === undefined ? {} : { data }) });
  };
  const positions = async () => (await topics.read('intake')).map((message) => Number(header(message, 'position')));

  it('sends valid events: their bytes, key and headers', async () => {
    write(5);
    await published(await bus().publish('intake', log), 5);
    const [first] = await log.read(0, 1);
    const message = (await topics.read('intake')).find((each) => header(each, 'position') === '1');
    expect(message?.message.value).toEqual(first?.body);
    expect(message?.message.key?.toString()).toBe('case 0');
    expect(header(message as NonNullable<typeof message>, 'type')).toBe(noted);
    expect(header(message as NonNullable<typeof message>, 'content-type')).toBe('application/cloudevents+json; charset=utf-8');
    expect(header(message as NonNullable<typeof message>, 'previousposition')).toBe('0');
  });

  it('keeps its batches below the size that the topic takes', async () => {
    write(40, { text: 'x'.repeat(12_000) });
    const small = bus({ topics: { prefix: topics.prefix, partitions, messageBytesMax: 70_000 }, sendBytesMax: 60_000 });
    await published(await small.publish('intake', log), 40);
    expect((await positions()).sort((a, b) => a - b)).toEqual(Array.from({ length: 40 }, (_, n) => n + 1));
  });

  it('sends at once what comes after a pause, and lets what follows gather for the next send', async () => {
    const eagerLog = new WrittenLog('dispatch');
    write(1);
    const patient = await bus({ sendGatherMs: 60_000 }).publish('intake', log);
    await published(patient, 1);
    const eager = await bus({ sendGatherMs: 0 }).publish('dispatch', eagerLog);
    for (const position of [1, 2, 3]) {
      write(1);
      eagerLog.write({ type: noted });
      await published(eager, position);
    }
    expect(await patient.position()).toBe(1);
    await patient.stop();
    await published(await bus({ sendGatherMs: 60_000 }).publish('intake', log), 4);
    expect((await positions()).sort((a, b) => a - b)).toEqual([1, 2, 3, 4]);
  });

  it('is one at a time of a service’s instances; the next goes on exactly where it stopped', async () => {
    const [one, other] = [bus(), bus()];
    const first = await one.publish('intake', log);
    await until(() => first.status().state === 'publishing');
    const second = await other.publish('intake', log);
    write(20);
    await published(first, 20);
    expect(second.status().state).toBe('standing-by');
    await first.stop();
    write(20);
    await until(() => second.status().state === 'publishing');
    await published(second, 40);
    expect((await positions()).sort((a, b) => a - b)).toEqual(Array.from({ length: 40 }, (_, n) => n + 1));
  });

  it('that was deposed while it did not look moves nothing any more', async () => {
    const pool = new pg.Pool({ connectionString: database.url, max: 2 });
    const stand = (holder: string, leaseMs: number) =>
      new Leadership({ database: pool, source: 'intake', partitions, holder, leaseMs }).stand();
    const sleeper = await stand('sleeper', 50);
    await sleeper?.save({ position: 4, lastPositions: [1, 4, 0] });
    let successor: Term | undefined;
    await until(async () => (successor = await stand('successor', 60_000)) !== undefined);
    expect(sleeper?.holds()).toBe(false);
    expect(successor?.checkpoint).toEqual({ position: 4, lastPositions: [1, 4, 0] });
    expect(await stand('too early', 60_000)).toBeUndefined();
    await expect(sleeper?.save({ position: 9, lastPositions: [9, 9, 9] })).rejects.toBeInstanceOf(Deposed);
    await expect(sleeper?.renew()).rejects.toBeInstanceOf(Deposed);
    await sleeper?.resign();
    expect(await stand('still too early', 60_000)).toBeUndefined();
    await successor?.save({ position: 5, lastPositions: [1, 4, 5] });
    await pool.end();
  });

  it('publishes again from a position on, with the same places in the chain, and consumers drop what they know', async () => {
    write(30);
    const publication = await bus().publish('intake', log);
    const reading = bus({ healAfterMs: 3_600_000 });
    const applied: number[] = [];
    const consumption = await reading.subscribe({
      consumer: 'trial',
      sources: ['intake'],
      handlers: new Map([[noted, ({ recorded }) => Promise.resolve(void applied.push(recorded.position))]]),
    });
    expect(await consumption.reached(new Map([['intake', 30]]), 20_000)).toBe(true);
    expect(await publication.republish(31)).toStrictEqual({ kind: 'not-published', position: 30 });
    expect(await publication.republish(11)).toStrictEqual({ kind: 'begun', upTo: 30 });
    await until(async () => (await positions()).length === 50);
    write(1);
    expect(await consumption.reached(new Map([['intake', 31]]), 20_000)).toBe(true);
    expect(applied).toEqual(Array.from({ length: 31 }, (_, n) => n + 1));
    const chain = new Map<string, Set<string>>();
    for (const message of await topics.read('intake')) {
      const before = chain.get(header(message, 'position')) ?? new Set();
      chain.set(header(message, 'position'), before.add(header(message, 'previousposition')));
    }
    expect([...chain.values()].every(({ size }) => size === 1)).toBe(true);
  });

  it('gives up when a send finally fails, tells it, and begins again from its checkpoint', async () => {
    const publication = await bus().publish('intake', log);
    write(3);
    await published(publication, 3);
    // A topic that takes no message of this size any more: no retry helps.
    const shrink = (bytes: number) =>
      topics.asAdmin((admin) =>
        admin.alterConfigs({
          validateOnly: false,
          resources: [
            {
              type: ConfigResourceTypes.TOPIC,
              name: `${topics.prefix}.intake.events.v1`,
              configEntries: [{ name: 'max.message.bytes', value: String(bytes) }],
            },
          ],
        }),
      );
    await shrink(100);
    write(3);
    await until(() => publication.status().state === 'paused');
    expect(publication.status().reason).toBeDefined();
    await shrink(1_048_588);
    await published(publication, 6);
    expect(publication.status()).toEqual({ state: 'publishing' });
    expect(new Set(await positions())).toEqual(new Set([1, 2, 3, 4, 5, 6]));
    expect(notices.map(({ kind }) => kind)).toEqual(['paused', 'resumed']);
  });

  it('stops at a log that is shorter than what was published of it', async () => {
    write(5);
    const before = bus();
    const first = await before.publish('intake', log);
    await published(first, 5);
    await first.stop();
    log.cutTo(2);
    const after = bus();
    const second = await after.publish('intake', log);
    await until(() => second.status().state === 'stopped');
    expect(second.status().reason).toContain('position 5 of intake was published before, but its log ends at 2');
    const relay = after.parts?.find(({ name }) => name === 'relay');
    expect(await relay?.fault()).toContain('stopped: position 5 of intake');
  });
});
