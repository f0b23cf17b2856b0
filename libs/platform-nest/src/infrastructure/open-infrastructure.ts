import type { Tracer } from '@opentelemetry/api';
import type { ServiceName } from '@huying/contracts';
import type { Publication } from '@huying/event-bus';
import { createPostgresEventStore, createRunner, refuseRestoredBackup, type AppendObserver } from '@huying/event-store';
import { ConfigurationFault, systemClock, type Logger } from '@huying/platform';
import { createPostgresKeyStore, createPrivacy } from '@huying/privacy';
import type { ServiceConfig } from '../service/service-config.js';
import { eraseAgain } from '../erasure/erase-again.js';
import { traceAppends } from '../tracing/traced-store.js';
import { Closing } from './closing.js';
import type { Infrastructure } from './infrastructure.js';
import type { MigrationClass } from './migrate.js';
import { openReadingSide } from './open-reading-side.js';
import { positionClaims } from './position-claims.js';
import { serviceMigrations } from './all-migrations.js';
import type { DatabaseRoles } from './sql-migrations.js';

const connections = { eventStore: 4, keys: 2 };

/** Migrates, or makes sure that it is done; then opens everything that a service stands on. What was opened is closed again when something later fails. */
export async function openInfrastructure(
  service: ServiceName,
  config: ServiceConfig,
  migrations: (roles: DatabaseRoles) => readonly MigrationClass[],
  { logger, observer, tracer }: { readonly logger: Logger; readonly observer?: AppendObserver; readonly tracer?: Tracer | undefined },
): Promise<Infrastructure> {
  const clock = config.clock ?? systemClock;
  const closing = new Closing();
  try {
    const reading = closing.afterUse(await openReadingSide(config, serviceMigrations(migrations), logger, tracer));
    const plainStore = closing.afterUse(
      createPostgresEventStore({
        connectionString: config.databaseUrl,
        connectionsMax: connections.eventStore,
        ...(observer === undefined ? {} : { observer }),
      }),
    );
    const store = tracer === undefined ? plainStore : traceAppends(plainStore, tracer);
    await refuseRestoredBackup(service, store, await positionClaims(service, config.logUrls, logger));
    const publication = await publish(service, reading);
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
    await eraseAgain(service, store, privacy, logger);
    return {
      ...reading,
      publication,
      clock,
      logger,
      store,
      runners: (definition) => createRunner({ store, definition, service, clock, sealer: privacy.sealer }),
      privacy,
      close: () => closing.close(),
    };
  } catch (error) {
    await closing.close();
    throw error;
  }
}

/** From here on the service's log goes to the bus: not before it is known to be no older than what others have seen of it. */
async function publish(service: ServiceName, { bus, logReaders }: Pick<Infrastructure, 'bus' | 'logReaders'>): Promise<Publication> {
  const log = logReaders.get(service);
  if (log === undefined)
    throw new ConfigurationFault([`HUYING_READ_${service.toUpperCase()}_URL: is needed by ${service} itself / 必须设置`]);
  return bus.publish(service, log);
}
