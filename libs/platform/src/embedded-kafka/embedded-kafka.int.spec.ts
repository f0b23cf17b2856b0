import { chmod, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { kill } from 'node:process';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { freePort } from '../embedded-postgres/index.js';
import { answersRequests } from './answers-requests.js';
import { brokerJars, EmbeddedKafkaFault, findJava, startEmbeddedKafka, type EmbeddedKafka } from './index.js';

const repository = fileURLToPath(new URL('../../../../', import.meta.url));
const pom = join(repository, 'tools/kafka/pom.xml');
const jarCache = join(repository, '.huying-kafka');
/** Where Java or Maven is missing these specs are skipped; the run's set-up says so loudly. Under CI they must be there. */
const missing = await Promise.resolve()
  .then(() => findJava())
  .then(() => brokerJars({ pom, cache: jarCache }))
  .then(
    () => undefined,
    (fault: unknown) => new Error('Kafka cannot be run here', { cause: fault }),
  );
if (missing !== undefined && process.env['CI'] === 'true') throw missing;

let dataDir: string;
let running: EmbeddedKafka[];

beforeEach(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'huying-kafka-'));
  running = [];
});
afterEach(async () => {
  await Promise.all(running.map((kafka) => kafka.stop()));
  await rm(dataDir, { recursive: true, force: true });
});

async function start(options: { port?: number } = {}): Promise<EmbeddedKafka> {
  const kafka = await startEmbeddedKafka({ dataDir, pom, jarCache, shortLived: true, ...options });
  running.push(kafka);
  return kafka;
}

const faultOf = (work: () => unknown): Promise<unknown> =>
  Promise.resolve()
    .then(work)
    .then(
      () => undefined,
      (fault: unknown) => (fault instanceof EmbeddedKafkaFault ? fault.code : fault),
    );

const listenOn = (port: number): Promise<Server> =>
  new Promise((resolve) => {
    const server = createServer().listen(port, '127.0.0.1', () => resolve(server));
  });

describe.skipIf(missing !== undefined)('Kafka from Maven', { timeout: 180_000 }, () => {
  it('takes requests, goes on with its data on its port after a kill, and ends a broker that was left over', async () => {
    const killed = await start();
    expect(await answersRequests(killed.port)).toBe(true);
    kill(killed.pid, 'SIGKILL');
    await killed.ended;
    const left = await start({ port: killed.port });
    expect(left.port).toBe(killed.port);

    const steps: string[] = [];
    const next = await startEmbeddedKafka({ dataDir, pom, jarCache, shortLived: true, onProgress: (step) => steps.push(step) });
    running.push(next);
    await left.ended;
    expect(steps).toEqual(['left-over-stopped', 'starting']);
    await next.stop();
    expect(await answersRequests(next.port)).toBe(false);
  });

  it('says in a sentence that a given port is taken', async () => {
    const port = await freePort();
    const other = await listenOn(port);
    expect(await faultOf(() => start({ port }))).toBe('PORT_TAKEN');
    other.close();
  });
});

describe('what the broker needs', () => {
  it('is Java, which is asked for in a sentence where it is missing', async () => {
    expect(await faultOf(() => findJava(dataDir))).toBe('NO_JAVA');
  });

  it('is a Java that is new enough', async () => {
    await mkdir(join(dataDir, 'bin'));
    await writeFile(join(dataDir, 'bin', 'java'), '#!/bin/sh\necho \'openjdk version "11.0.2" 2019-01-15\' >&2\n');
    await chmod(join(dataDir, 'bin', 'java'), 0o755);
    expect(await faultOf(() => findJava(dataDir))).toBe('JAVA_TOO_OLD');
  });

  it('is a Maven that can fetch it; what was not fetched whole is not taken for the broker', async () => {
    const other = join(dataDir, 'pom.xml');
    await writeFile(other, '<project/>');
    let fetched = 0;
    const fetch = () => brokerJars({ pom: other, cache: join(dataDir, 'cache'), onFetch: () => (fetched += 1) });
    // A project that Maven cannot read leaves no folder that could be taken for the jars.
    expect(await faultOf(fetch)).toMatch(/JARS_NOT_FETCHED|NO_MAVEN/);
    expect(await faultOf(fetch)).toMatch(/JARS_NOT_FETCHED|NO_MAVEN/);
    expect(fetched).toBe(2);
  });
});
