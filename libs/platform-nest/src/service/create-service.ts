import '../http/fastify-types.js';
import type { DynamicModule } from '@nestjs/common';
import { routes, type ServiceName } from '@huying/contracts';
import { createLogger } from '@huying/platform';
import type { FastifyInstance } from 'fastify';
import { serveHealth } from '../health/health-routes.js';
import { createHttpApplication } from '../http/http-application.js';
import { limitBodiesByRoute } from '../http/body-limits.js';
import { infrastructureModule } from '../infrastructure/infrastructure.module.js';
import type { Infrastructure } from '../infrastructure/infrastructure.js';
import type { MigrationClass } from '../infrastructure/migrate.js';
import { openInfrastructure } from '../infrastructure/open-infrastructure.js';
import { infrastructureChecks } from '../infrastructure/infrastructure-checks.js';
import type { DatabaseRoles } from '../infrastructure/sql-migrations.js';
import { acceptGatewayCallsOnly } from '../internal-call/gateway-only.js';
import { originOf } from '../internal-call/request-origin.js';
import { letUsersReadTheirWrites } from '../read-your-writes/await-seen.js';
import { formatSeen } from '../read-your-writes/seen.js';
import type { RunningService } from './running-service.js';
import type { ServiceConfig } from './service-config.js';

export interface ServiceDefinition {
  readonly name: ServiceName;
  readonly config: ServiceConfig;
  /** The service's slices, each importing the infrastructure module that it is given. */
  readonly module: (infrastructure: DynamicModule) => DynamicModule;
  /** The service's own migrations; those of event store and bus come before them. */
  readonly migrations: (roles: DatabaseRoles) => readonly MigrationClass[];
}

/**
 * Starts a service: migrates its database, opens its connections, starts its consumers. It answers `inject` when this resolves, and a
 * port after `listen`. Whatever fails on the way is undone before the error is thrown.
 */
export async function createService({ name, config, module, migrations }: ServiceDefinition): Promise<RunningService> {
  const logger = createLogger({ name, level: config.logLevel });
  const infrastructure = await openInfrastructure(name, config, migrations, logger);
  try {
    const app = await createHttpApplication({
      module: module(infrastructureModule(config, infrastructure)),
      logger,
      prepare: (fastify) => {
        prepareService(fastify, name, config, infrastructure);
      },
    });
    await app.init();
    await app.getHttpAdapter().getInstance().ready();
    return running(name, app, config, infrastructure);
  } catch (error) {
    await infrastructure.close();
    throw error;
  }
}

function prepareService(fastify: FastifyInstance, name: ServiceName, config: ServiceConfig, infrastructure: Infrastructure): void {
  const { store, consumptions, clock } = infrastructure;
  fastify.decorate('originOf', (request) => originOf(request, config.secrets.requestDigestKey, formatSeen(consumptions.positions())));
  limitBodiesByRoute(
    fastify,
    routes.filter(({ service }) => service === name),
  );
  acceptGatewayCallsOnly(fastify, { audience: name, gatewayPublicKey: config.secrets.gatewayPublicKey, clock });
  letUsersReadTheirWrites(fastify, { service: name, store, consumptions, clock });
  serveHealth(fastify, infrastructureChecks(infrastructure));
}

function running(
  name: ServiceName,
  app: RunningService['app'],
  { host, port }: ServiceConfig,
  infrastructure: Infrastructure,
): RunningService {
  let closing: Promise<void> | undefined;
  return {
    name,
    app,
    async listen() {
      await app.listen(port, host);
      return app.getUrl();
    },
    close() {
      closing ??= app.close().finally(() => infrastructure.close());
      return closing;
    },
  };
}
