import { logRoutes, routes, type Route } from '@huying/contracts';
import { projectionMigrations } from '@huying/event-bus';
import { createLogger, newId, systemClock } from '@huying/platform';
import {
  closeApplication,
  consumeEvents,
  createHttpApplication,
  Metrics,
  openMetricsListener,
  openReadingSide,
  openTracing,
  readingSideMigrations,
  type MetricsListener,
  type Migrations,
  type ReadingSide,
  traceCalls,
  type RunningService,
  type Tracing,
} from '@huying/platform-nest';
import type { FastifyInstance } from 'fastify';
import helmet from 'helmet';
import { correlationIdOf, traceparentOf } from './api/call-headers.js';
import { serveApi } from './api/api-routes.js';
import { heldRoles } from './authority/held-roles.projection.js';
import { HeldRoles } from './authority/held-roles.js';
import { isLoopback } from './dev/demo-only.js';
import { serveDemo } from './dev/dev-routes.js';
import { serveDocs } from './docs/docs-routes.js';
import { openApiDocument } from './docs/openapi.js';
import type { GatewayConfig } from './gateway-config.js';
import { gatewayChecks, serveGatewayHealth } from './gateway-health.js';
import { gatewayModule } from './gateway.module.js';
import { createDemoIssuer } from './identity/demo-issuer.js';
import { Identifier } from './identity/identifier.js';
import { oidcIssuer } from './identity/oidc-issuer.js';
import { serveMe } from './identity/me-route.js';
import { caseAudience } from './live/case-audience.projection.js';
import { serveLive } from './live/live-route.js';
import { audienceConsumer, audienceSources, LiveUpdates } from './live/live-updates.js';
import { serveLogs } from './log/serve-logs.js';
import { createLimiters } from './limits/rate-limits.js';
import { serveAllConsumers } from './operations/all-consumers.js';
import { allConsumersRoute, demoRoutes, ownRoutes } from './own-routes.js';
import { serveSetup } from './setup/first-secretary.js';

/** Everything in the gateway's database: it owns no stream, and keeps who holds which post and whom a case concerns. */
export const gatewayMigrations: Migrations = readingSideMigrations((roles) => projectionMigrations([heldRoles, caseAudience], roles));

/** Starts the gateway: the only door (DESIGN §2). It answers `inject` when this resolves, and a port after `listen`. */
export async function createGateway(config: GatewayConfig, rows: readonly Route[] = routes): Promise<RunningService> {
  const logger = createLogger({ name: 'gateway', level: config.logLevel });
  const clock = config.clock ?? systemClock;
  const tracing = await openTracing('gateway', config.tracing, logger);
  const tracer = tracing?.tracer;
  const reading = await openReadingSide(config, gatewayMigrations, logger, tracer).catch(async (error: unknown) => {
    await tracing?.close();
    throw error;
  });
  const live = new LiveUpdates(reading, config.live, logger);
  const metrics = new Metrics('gateway');
  metrics.watch(reading, clock);
  try {
    const demo = hasDemo(config) ? await createDemoIssuer(config.installationKey) : undefined;
    const issuers = [...(config.oidc === undefined ? [] : [oidcIssuer(config.oidc)]), ...(demo === undefined ? [] : [demo])];
    const identifier = new Identifier(issuers, clock);
    const authority = new HeldRoles(reading.dataSource, clock);
    const { gatewayPrivateKey, transports, installationKey } = config;
    const authorisation = { identifier, heldRoles: authority, consumptions: reading.consumptions };
    const forwarding = { gatewayPrivateKey, clock, transports, tracer };
    const document = openApiDocument([...rows, ...logRoutes(demo !== undefined), ...ownRoutes, ...(demo === undefined ? [] : demoRoutes)]);

    const app = await createHttpApplication({
      module: gatewayModule(config, reading),
      logger,
      ...(config.trustProxy === undefined ? {} : { trustProxy: config.trustProxy }),
      prepare: (fastify) => {
        metrics.countCalls(fastify);
        secureEveryAnswer(fastify);
        if (tracer !== undefined) traceCalls(fastify, tracer, ({ headers }) => traceparentOf(headers));
      },
      routes: async (fastify) => {
        const limiters = await createLimiters(fastify, config.limits);
        fastify.addHook('onRequest', limiters.ofAddress);
        const api = { authorisation, forwarding, limiters };
        serveApi(fastify, rows, api);
        serveLogs(fastify, demo !== undefined, api);
        serveLive(fastify, { authorisation, limiters, clock, live });
        serveAllConsumers(fastify, { ...api, row: allConsumersRoute, consumptions: reading.consumptions });
        serveMe(fastify, identifier, authority);
        serveSetup(fastify, { installationKey, identifier, heldRoles: authority, forwarding });
        serveGatewayHealth(fastify, reading, transports);
        serveDocs(fastify, document);
        if (demo !== undefined) serveDemo(fastify, demo, clock);
      },
    });
    await app.init();
    await app.getHttpAdapter().getInstance().ready();
    const gateway = await consumeEvents(running(app, config, reading, { live, metrics, tracing }), {
      consumer: 'gateway-authority',
      sources: ['dispatch', 'volunteers'],
      projections: [heldRoles],
      // Types that this build does not know are for others: they cannot change who holds which post.
      unknownTypes: 'pass',
    });
    await consumeEvents(gateway, {
      consumer: audienceConsumer,
      sources: audienceSources,
      projections: [caseAudience],
      unknownTypes: 'pass',
    });
    live.begin();
    return gateway;
  } catch (error) {
    live.close();
    await reading.close().finally(() => tracing?.close());
    throw error;
  }
}

/** The first two conditions of the demonstration (DESIGN §9): it is on, and nobody but this machine can reach it. */
const hasDemo = ({ demo, host }: GatewayConfig): boolean => demo && isLoopback(host);

/** Made once: Fastify's plugin of the same name makes all of it anew for every call. */
const protect = helmet({
  contentSecurityPolicy: {
    directives: {
      defaultSrc: ["'none'"],
      scriptSrc: ["'self'"],
      styleSrc: ["'self'", "'unsafe-inline'"],
      imgSrc: ["'self'", 'data:'],
      connectSrc: ["'self'"],
      formAction: ["'none'"],
      frameAncestors: ["'none'"],
      baseUri: ["'none'"],
      // Embedded, the page is served over plain HTTP on loopback; a proxy that speaks TLS upgrades by itself.
      upgradeInsecureRequests: null,
    },
  },
});

function secureEveryAnswer(fastify: FastifyInstance): void {
  fastify.addHook('onRequest', (request, reply, done) => {
    request.correlationId = correlationIdOf(request.headers) ?? newId();
    reply.header('huying-correlation-id', request.correlationId);
    protect(request.raw, reply.raw, (fault) => {
      done(fault instanceof Error ? fault : undefined);
    });
  });
}

function running(
  app: RunningService['app'],
  { name, host, port, transports, metrics: metricsAddress }: GatewayConfig,
  reading: ReadingSide,
  { live, metrics, tracing }: { readonly live: LiveUpdates; readonly metrics: Metrics; readonly tracing: Tracing | undefined },
): RunningService {
  let closing: Promise<void> | undefined;
  let listener: MetricsListener | undefined;
  const closeAll = async (): Promise<void> => {
    // Streams never end by themselves: they go first, so that nothing waits for them.
    live.close();
    await closeApplication(app).finally(() => reading.close());
    await listener?.close();
    await Promise.all(Object.values(transports).map((transport) => transport.close()));
    await tracing?.close();
  };
  return {
    name,
    app,
    async listen() {
      if (metricsAddress !== undefined) listener = await openMetricsListener(metricsAddress, metrics, () => gatewayChecks(reading));
      await app.listen(port, host);
      return app.getUrl();
    },
    close() {
      closing ??= closeAll();
      return closing;
    },
  };
}
