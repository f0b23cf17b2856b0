import { spawn, type ChildProcess } from 'node:child_process';
import { closeSync, openSync } from 'node:fs';
import { open, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { answersRequests } from './answers-requests.js';
import { endBroker } from './left-over.js';
import { serverProperties, type BrokerPlace } from './server-properties.js';

export interface EmbeddedKafka {
  readonly port: number;
  readonly pid: number;
  /** `127.0.0.1:9092` */
  readonly brokers: string;
  /** Resolves when the process has ended, asked or not. */
  readonly ended: Promise<void>;
  /** Orderly shutdown; resolves when the process has ended. */
  stop(): Promise<void>;
}

export interface BrokerProgram {
  readonly java: string;
  readonly jars: string;
  readonly logFile: string;
  /** Quick to start rather than fast in the long run: for tests. */
  readonly shortLived: boolean;
}

/** A broker that was killed checks its segments first, and a machine that is short of processors takes its time. */
const startPatienceMs = 120_000;

export const propertiesFile = (folder: string): string => join(folder, 'server.properties');
export const logConfigurationFile = (folder: string): string => join(folder, 'log4j2.properties');

/** Starts the broker and resolves when it takes requests. @throws Error with what the broker printed when it does not start. */
export async function runBroker(program: BrokerProgram, place: BrokerPlace): Promise<EmbeddedKafka> {
  await writeFile(propertiesFile(place.folder), serverProperties(place));
  const logStart = await sizeOf(program.logFile);
  const broker = spawnBroker(program, place.folder);
  try {
    await untilReady(place.port, broker);
  } catch (fault) {
    if (broker.pid !== undefined && !hasEnded(broker)) await endBroker(broker.pid, propertiesFile(place.folder));
    const said = await textSince(program.logFile, logStart);
    throw new Error(said.trim() === '' ? String(fault) : reasonIn(said), { cause: fault });
  }
  return running(place, broker);
}

function spawnBroker({ java, jars, logFile, shortLived }: BrokerProgram, folder: string): ChildProcess {
  const args = [
    '-Xmx512m',
    '-XX:+ExitOnOutOfMemoryError',
    '-XX:+UseSerialGC',
    ...(shortLived ? ['-XX:TieredStopAtLevel=1'] : []),
    `-Dlog4j2.configurationFile=${logConfigurationFile(folder)}`,
    '-cp',
    join(jars, '*'),
    'kafka.Kafka',
    propertiesFile(folder),
  ];
  const log = openSync(logFile, 'a', 0o600);
  try {
    // A process group of its own: Ctrl-C in a terminal reaches the launcher, which stops the services before their broker.
    const broker = spawn(java, args, { cwd: '/', detached: true, stdio: ['ignore', log, log] });
    broker.on('error', () => undefined); // Seen by untilReady as a broker without a process.
    return broker;
  } finally {
    closeSync(log);
  }
}

async function untilReady(port: number, broker: ChildProcess): Promise<void> {
  const until = Date.now() + startPatienceMs;
  while (Date.now() < until) {
    if (broker.pid === undefined || hasEnded(broker)) throw new Error('the Kafka broker ended while starting');
    if (await answersRequests(port)) return;
    await pause(50);
  }
  throw new Error(`the Kafka broker was not ready after ${String(startPatienceMs / 1000)} seconds`);
}

function running({ port, folder }: BrokerPlace, broker: ChildProcess): EmbeddedKafka {
  const { pid } = broker;
  if (pid === undefined) throw new Error('the Kafka broker has no process');
  const ended = new Promise<void>((done) => {
    if (hasEnded(broker)) done();
    else broker.once('exit', () => done());
  });
  broker.unref();
  return {
    port,
    pid,
    brokers: `127.0.0.1:${String(port)}`,
    ended,
    async stop() {
      broker.ref();
      if (!hasEnded(broker)) await endBroker(pid, propertiesFile(folder));
      await ended;
    },
  };
}

const hasEnded = (broker: ChildProcess): boolean => broker.exitCode !== null || broker.signalCode !== null;

const sizeOf = (file: string): Promise<number> =>
  stat(file).then(
    ({ size }) => size,
    () => 0,
  );

async function textSince(logFile: string, start: number): Promise<string> {
  const file = await open(logFile, 'r');
  try {
    const { buffer, bytesRead } = await file.read({ position: start, buffer: Buffer.alloc(64 * 1024) });
    return buffer.subarray(0, bytesRead).toString('utf8');
  } finally {
    await file.close();
  }
}

/** The line that says why: the innermost exception of the first trouble that it told. */
function reasonIn(said: string): string {
  const lines = said.split('\n').filter((line) => line.trim() !== '' && !/^\s+at /.test(line));
  return lines.find((line) => /^Caused by:/.test(line)) ?? lines.find((line) => /ERROR|FATAL|Exception/.test(line)) ?? lines.at(-1) ?? said;
}
