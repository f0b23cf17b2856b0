import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { promisify } from 'node:util';
import { services, type ServiceName } from '@huying/contracts';
import { brokerForTests } from '@huying/testing';
import { CloudEvent, Kafka } from 'cloudevents';
import { Client } from 'pg';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { builtFile } from './built-file.js';
import { startSystemForSpecs, type SystemForSpecs } from './system-for-specs.js';

const run = promisify(execFile);

/** One line of `kcat -J`. */
interface Message {
  readonly partition: number;
  readonly offset: number;
  /** Name, value, name, value … */
  readonly headers: readonly string[];
  readonly key: string;
  readonly payload: string;
}

const broker = await brokerForTests();
const kcat = await run('kcat', ['-V']).then(
  () => true,
  () => false,
);
if (!kcat) {
  const missing = 'kcat is not installed (Debian: apt-get install kcat); no independent client has read the topics';
  if (process.env['CI'] === 'true') throw new Error(missing);
  console.warn(`!! SKIPPED 已跳过: ${missing}`);
}

/** The command of the runbook, as it stands there. */
const command = /^kcat .*$/m.exec(readFileSync(builtFile('../../../docs/runbooks/kafka.md'), 'utf8'))?.[0] ?? '';

let running: SystemForSpecs | undefined;
const topics = new Map<ServiceName, readonly Message[]>();
const logs = new Map<ServiceName, readonly string[]>();

async function readTopic(brokers: string, service: ServiceName): Promise<readonly Message[]> {
  const [program = '', ...args] = command.replace('$BROKER', brokers).replaceAll('intake', service).split(' ');
  const { stdout } = await run(program, args, { maxBuffer: 64 * 1024 * 1024 });
  return stdout
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as Message);
}

async function readLog(url: string): Promise<readonly string[]> {
  const client = new Client({ connectionString: url });
  await client.connect();
  const { rows } = await client.query<{ body: Buffer }>('SELECT body FROM event_store.event ORDER BY position');
  await client.end();
  return rows.map(({ body }) => body.toString('utf8'));
}

const headersOf = ({ headers }: Message): Readonly<Record<string, string>> =>
  Object.fromEntries(headers.flatMap((name, n) => (n % 2 === 0 ? [[name, headers[n + 1] ?? '']] : [])));

const everyMessage = (): readonly Message[] => [...topics.values()].flat();

/** The demonstration neighbourhood, recorded over Kafka, and then its topics as somebody else's program reads them. */
describe.skipIf(broker === undefined || !kcat)('kcat, on the topics of a running system', () => {
  beforeAll(async () => {
    running = await startSystemForSpecs({ bus: 'kafka' });
    const { system } = running;
    for (const service of services) {
      await vi.waitFor(
        async () => {
          logs.set(service, await readLog(system.adminUrl(`huying_${service}`)));
          topics.set(service, await readTopic(system.brokers ?? '', service));
          expect(topics.get(service)?.length).toBe(logs.get(service)?.length);
        },
        { timeout: 30_000, interval: 500 },
      );
    }
  });
  afterAll(() => running?.end());

  it('reads every event of every log once, byte for byte, the partitions of a topic together without a hole', () => {
    for (const service of services) {
      const inOrder = [...(topics.get(service) ?? [])].sort((a, b) => Number(headersOf(a)['position']) - Number(headersOf(b)['position']));
      expect(inOrder.map(({ payload }) => payload)).toStrictEqual(logs.get(service));
    }
    expect(topics.get('intake')?.length).toBeGreaterThan(20);
    console.log(`kcat read ${services.map((service) => `${service} ${String(topics.get(service)?.length)}`).join(', ')} events`);
  });

  it('sees valid CloudEvents 1.0 in structured mode, by the judgement of CloudEvents’ own library', () => {
    for (const message of everyMessage()) {
      const { key, payload } = message;
      const headers = headersOf(message);
      expect(headers['content-type']).toBe('application/cloudevents+json; charset=utf-8');
      const attributes = JSON.parse(payload) as Record<string, unknown>;
      expect(new CloudEvent(attributes, true).validate()).toBe(true);
      const delivered = { headers, key, value: payload, body: payload };
      expect(Kafka.toEvent(delivered)).toMatchObject({ specversion: '1.0', id: attributes['id'] });
    }
    // The library does judge.
    expect(() => new CloudEvent({ ...(JSON.parse(everyMessage()[0]?.payload ?? '{}') as object), source: '' }, true)).toThrow();
  });

  it('finds the case, else the stream, as the key, and each case in one partition', () => {
    const partitions = new Map<string, Set<string>>();
    for (const [service, messages] of topics) {
      for (const { key, payload, partition } of messages) {
        const { casekey, subject } = JSON.parse(payload) as { casekey?: string; subject: string };
        expect(key).toBe(casekey ?? subject);
        partitions.set(`${service} ${key}`, (partitions.get(`${service} ${key}`) ?? new Set()).add(String(partition)));
      }
    }
    for (const [key, used] of partitions) expect([...used], key).toHaveLength(1);
  });

  it('is told by headers of type and position, and of the position before it in the partition', () => {
    for (const messages of topics.values()) {
      const last = new Map<number, string>();
      for (const message of messages) {
        const { type, position } = JSON.parse(message.payload) as { type: string; position: string };
        expect(headersOf(message)).toMatchObject({ type, position, previousposition: last.get(message.partition) ?? '0' });
        last.set(message.partition, position);
      }
    }
  });
});
