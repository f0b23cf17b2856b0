import type { ChildProcess } from 'node:child_process';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { hasEnded, owned, sizeOf, spawnServer, textSince, type OwnedServer } from '../embedded-server/server-process.js';
import { answersRequests } from './answers-requests.js';
import { endBroker } from './left-over.js';
import { serverProperties, type BrokerPlace } from './server-properties.js';

/** It is stopped by its orderly shutdown. */
export interface EmbeddedKafka extends OwnedServer {
  readonly port: number;
  /** `127.0.0.1:9092` */
  readonly brokers: string;
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
  return {
    ...owned(broker, (pid) => endBroker(pid, propertiesFile(place.folder))),
    port: place.port,
    brokers: `127.0.0.1:${String(place.port)}`,
  };
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
  return spawnServer({ program: java, args, logFile });
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

/** The line that says why: the innermost exception of the first trouble that it told. */
function reasonIn(said: string): string {
  const lines = said.split('\n').filter((line) => line.trim() !== '' && !/^\s+at /.test(line));
  return lines.find((line) => /^Caused by:/.test(line)) ?? lines.find((line) => /ERROR|FATAL|Exception/.test(line)) ?? lines.at(-1) ?? said;
}
