import type { ServiceName } from '@huying/contracts';
import { createPostgresBus, eventBusMigrations, type EventBus } from '@huying/event-bus';
import { createLogReader, type LogReader } from '@huying/event-store';
import { ConfigurationFault, type Logger } from '@huying/platform';
import { Consumptions } from '../read-your-writes/consumptions.js';
import type { ServiceConfig } from '../service/service-config.js';
import { Closing } from './closing.js';
import type { Infrastructure } from './infrastructure.js';
import { migrate, type MigrationClass } from './migrate.js';
import { openReadModels } from './read-models.js';
import type { DatabaseRoles } from './sql-migrations.js';

/** Group role that may read every log; the one name that deployments and migrations must agree on. */
const logReaderRole = 'huying_log_reader';

/** Embedded, five services and the gateway share 80 connections, one per log that each reads included. */
const connections = { readModels: 3, bus: 2 };

/** The roles that a configuration's URLs name. */
export const rolesOf = ({ databaseUrl }: Pick<ServiceConfig, 'databaseUrl'>): DatabaseRoles => ({
  applicationRole: decodeURIComponent(new URL(databaseUrl).username),
  logReaderRole,
});

/** What a deployable needs that follows others' events and answers questions, and owns no stream. */
export type ReadingSide = Pick<Infrastructure, 'dataSource' | 'logReaders' | 'bus' | 'consumptions' | 'close'>;
export type ReadingSideConfig = Pick<ServiceConfig, 'name' | 'databaseUrl' | 'ownerDatabaseUrl' | 'logUrls' | 'bus'>;

/**
 * Migrates (the bus's tables, then `migrations`), then opens read models, logs and bus. What was opened is closed again when something
 * later fails.
 *
 * @param before migrations that others stand on: those of the event store.
 */
export async function openReadingSide(
  config: ReadingSideConfig,
  migrations: { readonly before?: readonly MigrationClass[]; readonly after: (roles: DatabaseRoles) => readonly MigrationClass[] },
  logger: Logger,
): Promise<ReadingSide> {
  const roles = rolesOf(config);
  await migrate(config.ownerDatabaseUrl, [...(migrations.before ?? []), ...eventBusMigrations(roles), ...migrations.after(roles)], logger);
  const closing = new Closing();
  try {
    const dataSource = await openReadModels(config.databaseUrl, connections.readModels, config.name);
    closing.afterUse({ close: () => dataSource.destroy() });
    const logReaders = openLogReaders(config.logUrls);
    for (const reader of logReaders.values()) closing.afterUse(reader);
    const bus = closing.afterUse(openBus(config, logReaders, logger));
    return { dataSource, logReaders, bus, consumptions: new Consumptions(), close: () => closing.close() };
  } catch (error) {
    await closing.close();
    throw error;
  }
}

function openLogReaders(urls: ServiceConfig['logUrls']): ReadonlyMap<ServiceName, LogReader> {
  const entries = Object.entries(urls) as [ServiceName, string][];
  return new Map(entries.map(([source, connectionString]) => [source, createLogReader({ connectionString })]));
}

/** The mode is one explicit setting; nothing guesses (DESIGN §5). */
function openBus({ bus, databaseUrl }: ReadingSideConfig, logReaders: ReadonlyMap<ServiceName, LogReader>, logger: Logger): EventBus {
  if (bus === 'kafka') throw new ConfigurationFault(['HUYING_BUS: kafka is not there yet; use postgres']);
  return createPostgresBus({
    readers: Object.fromEntries(logReaders),
    database: databaseUrl,
    connectionsMax: connections.bus,
    onNotice: ({ kind, consumer, reason }) => {
      logger[kind === 'resumed' || kind === 'released' ? 'info' : 'warn']({ consumer, reason }, `consumer ${kind}`);
    },
  });
}
