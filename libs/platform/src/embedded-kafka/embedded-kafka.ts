import { spawn } from 'node:child_process';
import { access, mkdir, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { join, resolve } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { freePort } from '../embedded-postgres/free-port.js';
import { brokerJars } from './broker-jars.js';
import { logConfigurationFile, propertiesFile, runBroker, type BrokerProgram, type EmbeddedKafka } from './broker-process.js';
import { explain } from './fault.js';
import { findJava } from './java.js';
import { stopLeftOver } from './left-over.js';
import { dataFolder, logConfiguration, serverProperties } from './server-properties.js';

export interface EmbeddedKafkaOptions {
  /** The installation's folder; the broker's files lie in `kafka` below it. */
  readonly dataDir: string;
  /** The Maven project that names the broker (`tools/kafka/pom.xml`), and where what Maven fetched is kept. */
  readonly pom: string;
  readonly jarCache: string;
  /** Where Java is, as JAVA_HOME says; without it the program `java` of the path. */
  readonly javaHome?: string;
  /** What the broker prints is appended here; without it, to `kafka.log` in `dataDir`. */
  readonly logFile?: string;
  /** Loopback port; without it a free one. */
  readonly port?: number;
  /** For tests: quicker to start, slower once it has run for minutes. */
  readonly shortLived?: boolean;
  readonly onProgress?: (step: 'fetching' | 'left-over-stopped' | 'creating' | 'starting') => void;
}

const attempts = 3;

/**
 * Starts an Apache Kafka broker (KRaft, one node, `-Xmx512m`) for one installation folder, on loopback only.
 *
 * A broker left over from a killed run on the same folder is stopped first. Callers MUST hold the installation's lock: a broker found
 * running is taken for a left-over. The machine's crash may cost the end of a topic: consumers heal that from the services' logs.
 *
 * @throws EmbeddedKafkaFault with one sentence for the user, for every fault that he can do something about.
 */
export async function startEmbeddedKafka(options: EmbeddedKafkaOptions): Promise<EmbeddedKafka> {
  const { pom, jarCache: cache, onProgress } = options;
  const folder = join(resolve(options.dataDir), 'kafka');
  const java = findJava(options.javaHome);
  const jars = await brokerJars({ pom, cache, onFetch: () => onProgress?.('fetching') });
  try {
    await mkdir(folder, { recursive: true });
    if ((await stopLeftOver(propertiesFile(folder))) === 'stopped') onProgress?.('left-over-stopped');
    await writeFile(logConfigurationFile(folder), logConfiguration);
    const program: BrokerProgram = {
      java,
      jars,
      logFile: options.logFile ?? join(folder, '..', 'kafka.log'),
      shortLived: options.shortLived ?? false,
    };
    if (!(await isFormatted(folder))) {
      onProgress?.('creating');
      await formatStorage(program, folder);
    }
    onProgress?.('starting');
    return await startOnFreePort(program, folder, options.port);
  } catch (cause) {
    throw explain(`writing Kafka's data below ${folder}`, `写入 ${folder} 下的 Kafka 数据`, cause);
  }
}

/** A free port may be lost to another program before the broker opens it; then another one is tried. */
async function startOnFreePort(program: BrokerProgram, folder: string, given: number | undefined): Promise<EmbeddedKafka> {
  if (given !== undefined) await untilFree(given);
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await runBroker(program, { folder, port: given ?? (await freePort()), controllerPort: await freePort() });
    } catch (fault) {
      if (attempt === attempts || !(fault instanceof Error && /Address already in use/.test(fault.message))) throw fault;
    }
  }
}

/** Waits a little for a given port: the sockets of a broker that was killed a moment ago may still hold it. @throws EADDRINUSE */
async function untilFree(port: number): Promise<void> {
  for (let attempt = 1; ; attempt += 1) {
    const fault = await new Promise<NodeJS.ErrnoException | undefined>((resolve) => {
      const probe = createServer().once('error', resolve);
      probe.listen(port, '127.0.0.1', () => probe.close(() => resolve(undefined)));
    });
    if (fault === undefined) return;
    if (attempt === attempts || fault.code !== 'EADDRINUSE') throw new Error(`Address already in use: ${String(port)}`, { cause: fault });
    await pause(attempt * 300);
  }
}

const isFormatted = (folder: string): Promise<boolean> =>
  access(join(folder, 'formatted')).then(
    () => true,
    () => false,
  );

/** A format that was killed half way is begun again: nothing has been written there yet. */
async function formatStorage({ java, jars, logFile }: BrokerProgram, folder: string): Promise<void> {
  await rm(dataFolder(folder), { recursive: true, force: true });
  await writeFile(propertiesFile(folder), serverProperties({ folder, port: 1, controllerPort: 2 }));
  const flags = ['-XX:TieredStopAtLevel=1', '-XX:+UseSerialGC', `-Dlog4j2.configurationFile=${logConfigurationFile(folder)}`];
  const command = ['kafka.tools.StorageTool', 'format', '--cluster-id', clusterId, '--config', propertiesFile(folder)];
  const { code, output } = await run(java, [...flags, '-cp', join(jars, '*'), ...command]);
  if (code !== 0) throw new Error(output);
  await writeFile(join(folder, 'formatted'), `${clusterId}\n`);
  await writeFile(logFile, output, { flag: 'a', mode: 0o600 });
}

/** 16 bytes in base64url, as Kafka writes a cluster's id; every embedded broker is a cluster of its own, alone on loopback. */
const clusterId = Buffer.from('huying-embedded1').toString('base64url');

function run(program: string, args: readonly string[]): Promise<{ readonly code: number | null; readonly output: string }> {
  return new Promise((done, fail) => {
    const child = spawn(program, args, { cwd: '/', stdio: ['ignore', 'pipe', 'pipe'] });
    let output = '';
    for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk: Buffer) => (output += chunk.toString()));
    child.once('error', fail);
    child.once('close', (code) => {
      done({ code, output });
    });
  });
}
