import type { DynamicModule } from '@nestjs/common';
import { routes, type ServiceName } from '@huying/contracts';
import { createLogger } from '@huying/platform';
import { serveHealth } from '../health/health-routes.js';
import { overdueChecks, type OverdueWork } from '../health/overdue-work.js';
import { createHttpApplication } from '../http/http-application.js';
import { Closing } from '../infrastructure/closing.js';
import type { Infrastructure } from '../infrastructure/infrastructure.js';
import { infrastructureChecks } from '../infrastructure/infrastructure-checks.js';
import { infrastructureModule } from '../infrastructure/infrastructure.module.js';
import type { MigrationClass } from '../infrastructure/migrate.js';
import { Metrics, serveMetrics } from '../metrics/metrics.js';
import { openInfrastructure } from '../infrastructure/open-infrastructure.js';
import type { DatabaseRoles } from '../infrastructure/sql-migrations.js';
import { closeApplication } from './close-application.js';
import { openTracing } from '../tracing/tracing.js';
import { prepareService } from './prepare-service.js';
import type { RunningService } from './running-service.js';
import type { ServiceConfig } from './service-config.js';

export interface ServiceDefinition {
  readonly name: ServiceName;
  readonly config: ServiceConfig;
  /** The service's slices, each importing the infrastructure module that it is given. */
  readonly module: (infrastructure: DynamicModule) => DynamicModule;
  /** The service's own migrations; those of event store and bus come before them. */
  readonly migrations: (roles: DatabaseRoles) => readonly MigrationClass[];
  /** What of the service's work may become late. */
  readonly overdue?: (infrastructure: Infrastructure) => readonly OverdueWork[];
}

/**
 * Starts a service: migrates its database, opens its connections, starts its consumers. It answers `inject` when this resolves, and a
 * port after `listen`. Whatever fails on the way is undone before the error is thrown.
 */
export async function createService({ name, config, module, migrations, overdue }: ServiceDefinition): Promise<RunningService> {
  const logger = createLogger({ name, level: config.logLevel });
  const metrics = new Metrics(name);
  const closing = new Closing();
  try {
    const tracing = await openTracing(name, config.tracing, logger);
    if (tracing !== undefined) closing.afterUse(tracing);
    const tracer = tracing?.tracer;
    const infrastructure = closing.afterUse(
      await openInfrastructure(name, config, migrations, { logger, observer: metrics.appends, tracer }),
    );
    const late = overdue?.(infrastructure) ?? [];
    metrics.watch({ ...infrastructure, ownLog: infrastructure.logReaders.get(name), overdue: late }, infrastructure.clock);
    const app = await createHttpApplication({
      module: module(infrastructureModule(config, infrastructure)),
      logger,
      prepare: (fastify) => {
        metrics.countCalls(fastify);
        prepareService(fastify, { name, routes, secrets: config.secrets, infrastructure, tracer });
      },
      routes: (fastify) => {
        serveHealth(fastify, () => [...infrastructureChecks(infrastructure), ...overdueChecks(late)]);
        serveMetrics(fastify, metrics);
      },
    });
    await app.init();
    await app.getHttpAdapter().getInstance().ready();
    return running(app, config, closing);
  } catch (error) {
    await closing.close();
    throw error;
  }
}

function running(app: RunningService['app'], { name, host, port }: ServiceConfig, opened: Closing): RunningService {
  let closing: Promise<void> | undefined;
  return {
    name,
    app,
    async listen() {
      await app.listen(port, host);
      return app.getUrl();
    },
    close() {
      closing ??= closeApplication(app).finally(() => opened.close());
      return closing;
    },
  };
}
