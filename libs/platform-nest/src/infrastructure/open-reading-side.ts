import type { Tracer } from '@opentelemetry/api';
import type { ServiceName } from '@huying/contracts';
import { createLogReader, type LogReader } from '@huying/event-store';
import type { Logger } from '@huying/platform';
import { Consumptions } from '../read-your-writes/consumptions.js';
import type { ServiceConfig } from '../service/service-config.js';
import { Closing } from './closing.js';
import type { Infrastructure } from './infrastructure.js';
import type { MigrationClass } from './migrate.js';
import { openBus } from './open-bus.js';
import { prepareSchema } from './prepare-schema.js';
import { openReadModels } from './read-models.js';
import type { DatabaseRoles } from './sql-migrations.js';

/** Embedded, five services and the gateway share up to 91 of 200 connections, one per log that each reads included. */
const connections = { readModels: 3 };

/** What a deployable needs that follows others' events and answers questions, and owns no stream. */
export type ReadingSide = Pick<Infrastructure, 'dataSource' | 'logReaders' | 'bus' | 'consumptions' | 'close'>;
export type ReadingSideConfig = Pick<ServiceConfig, 'name' | 'databaseUrl' | 'ownerDatabaseUrl' | 'logUrls' | 'bus' | 'kafka'>;

/**
 * Brings the schema up to date, or makes sure that it is; then opens read models, logs and bus. What was opened is closed again when
 * something later fails.
 *
 * @param migrations all of them: see `readingSideMigrations`.
 */
export async function openReadingSide(
  config: ReadingSideConfig,
  migrations: (roles: DatabaseRoles) => readonly MigrationClass[],
  logger: Logger,
  tracer?: Tracer,
): Promise<ReadingSide> {
  await prepareSchema(config, migrations, logger);
  const closing = new Closing();
  try {
    const dataSource = await openReadModels(config.databaseUrl, connections.readModels, config.name);
    closing.afterUse({ close: () => dataSource.destroy() });
    const logReaders = openLogReaders(config.logUrls);
    for (const reader of logReaders.values()) closing.afterUse(reader);
    const bus = closing.afterUse(openBus(config, logReaders, logger, tracer));
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
