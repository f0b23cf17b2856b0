import type { ServiceName } from '@huying/contracts';
import { createPostgresBus, eventBusMigrations, type EventBus } from '@huying/event-bus';
import {
  createLogReader,
  createPostgresEventStore,
  createRunner,
  eventStoreMigrations,
  refuseRestoredBackup,
  type LogReader,
} from '@huying/event-store';
import { ConfigurationFault, systemClock, type Logger } from '@huying/platform';
import { createPostgresKeyStore, createPrivacy } from '@huying/privacy';
import { Consumptions } from '../read-your-writes/consumptions.js';
import type { ServiceConfig } from '../service/service-config.js';
import { Closing } from './closing.js';
import type { Infrastructure } from './infrastructure.js';
import { migrate, type MigrationClass } from './migrate.js';
import { positionClaims } from './position-claims.js';
import { openReadModels } from './read-models.js';
import type { DatabaseRoles } from './sql-migrations.js';

/** Group role that may read every log; the one name that deployments and migrations must agree on. */
const logReaderRole = 'huying_log_reader';

/** Embedded, five services and the gateway share 80 connections: at most 11 each here, and one per log that a service reads. */
const connections = { eventStore: 4, readModels: 3, bus: 2, keys: 2 };

/** Migrates, then opens everything that a service stands on. What was opened is closed again when something later fails. */
export async function openInfrastructure(
  service: ServiceName,
  config: ServiceConfig,
  migrations: (roles: DatabaseRoles) => readonly MigrationClass[],
  logger: Logger,
): Promise<Infrastructure> {
  const clock = config.clock ?? systemClock;
  const roles: DatabaseRoles = { applicationRole: roleOf(config.databaseUrl), logReaderRole };
  await migrate(config.ownerDatabaseUrl, [...eventStoreMigrations(roles), ...eventBusMigrations(roles), ...migrations(roles)], logger);

  const closing = new Closing();
  try {
    const store = closing.afterUse(
      createPostgresEventStore({ connectionString: config.databaseUrl, connectionsMax: connections.eventStore }),
    );
    const logReaders = openLogReaders(config.logUrls);
    for (const reader of logReaders.values()) closing.afterUse(reader);
    await refuseRestoredBackup(service, store, await positionClaims(service, config.logUrls, logger));

    const keys = createPostgresKeyStore({
      connectionString: config.keysDatabaseUrl,
      service,
      masterKey: config.secrets.masterKey,
      poolMax: connections.keys,
      onIdleError: (err) => {
        logger.warn({ err }, 'a connection to the key store broke');
      },
    });
    const privacy = closing.afterUse(createPrivacy({ service, keys, masterKey: config.secrets.masterKey, clock }));
    const dataSource = await openReadModels(config.databaseUrl, connections.readModels, service);
    closing.afterUse({ close: () => dataSource.destroy() });
    const bus = closing.afterUse(openBus(config, logReaders, logger));

    return {
      clock,
      logger,
      store,
      runners: (definition) => createRunner({ store, definition, service, clock, sealer: privacy.sealer }),
      privacy,
      dataSource,
      logReaders,
      bus,
      consumptions: new Consumptions(),
      close: () => closing.close(),
    };
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
function openBus({ bus, databaseUrl }: ServiceConfig, logReaders: ReadonlyMap<ServiceName, LogReader>, logger: Logger): EventBus {
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

function roleOf(databaseUrl: string): string {
  return decodeURIComponent(new URL(databaseUrl).username);
}
