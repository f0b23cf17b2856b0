import { join } from 'node:path';
import { startEmbeddedKafka, type EmbeddedKafka } from '@huying/platform/embedded-kafka';
import { startEmbeddedPostgres, type EmbeddedPostgres } from '@huying/platform/embedded-postgres';
import { builtFile } from './built-file.js';
import type { InstallationSecrets } from './secrets.js';
import type { StartSettings } from './settings.js';
import { superviseServer, type SupervisedServer } from './supervised-server.js';
import type { SystemEvents } from './system.js';

/** PostgreSQL below the data folder, kept running. */
export function startDatabase(
  dataDir: string,
  logsDir: string,
  { postgresPassword }: InstallationSecrets,
  events: SystemEvents,
): Promise<SupervisedServer<EmbeddedPostgres>> {
  const steps = { 'left-over-stopped': 'left-over-stopped', creating: 'creating-database', starting: 'starting-database' } as const;
  const options = {
    dataDir,
    password: postgresPassword,
    logFile: join(logsDir, 'postgres.log'),
    onProgress: (step: keyof typeof steps) => events.onStep?.(steps[step]),
  };
  return superviseServer((port) => startEmbeddedPostgres(port === undefined ? options : { ...options, port }), {
    onDeath: () => events.onDeath?.('postgres', 'ended'),
  });
}

/** The Kafka broker below the data folder, kept running; nothing where the bus is another. */
export async function startBroker(
  { bus, dataDir, javaHome }: StartSettings,
  logsDir: string,
  events: SystemEvents,
): Promise<SupervisedServer<EmbeddedKafka> | undefined> {
  if (bus !== 'kafka') return undefined;
  const steps = {
    fetching: 'fetching-broker',
    'left-over-stopped': 'left-over-stopped',
    creating: 'creating-broker',
    starting: 'starting-broker',
  } as const;
  const options = {
    dataDir,
    pom: builtFile('../../kafka/pom.xml'),
    jarCache: builtFile('../../../.huying-kafka'),
    logFile: join(logsDir, 'kafka.log'),
    onProgress: (step: keyof typeof steps) => events.onStep?.(steps[step]),
    ...(javaHome === undefined ? {} : { javaHome }),
  };
  return superviseServer((port) => startEmbeddedKafka(port === undefined ? options : { ...options, port }), {
    onDeath: () => events.onDeath?.('kafka', 'ended'),
  });
}
