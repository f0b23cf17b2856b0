import './fastify-types.js';
import { NestFactory } from '@nestjs/core';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import type { DynamicModule, NestApplicationOptions } from '@nestjs/common';
import type { Logger } from '@huying/platform';
import type { FastifyInstance } from 'fastify';
import { answerProblem } from './answer-problem.js';
import { readBodiesAsBytes } from './body-parsers.js';
import { createFormCheck } from './form-check.js';
import { NestLogger } from './nest-logger.js';
import { ProblemFilter } from './problem-filter.js';
import { traceFieldsOfCall } from '../tracing/trace-calls.js';
import { watchRoutes } from './unknown-address.js';

/** JSON bodies are forms of a few hundred words; files have limits of their own. */
export const jsonBytesMax = 64 * 1024;

export interface HttpApplicationOptions {
  readonly module: DynamicModule;
  readonly logger: Logger;
  /** Adds hooks and plugins; called before any route is registered, so that hooks cover all of them. */
  readonly prepare: (fastify: FastifyInstance) => void | Promise<void>;
  /** Adds routes that are no controllers. */
  readonly routes?: (fastify: FastifyInstance) => void | Promise<void>;
  /** Whose X-Forwarded-For is believed, as Fastify's `trustProxy`. Default: nobody's. */
  readonly trustProxy?: string[];
}

/** A Nest application on Fastify that speaks problem+json, checks forms strictly, and bounds every body. Not yet initialised. */
export async function createHttpApplication({
  module,
  logger,
  prepare,
  routes,
  trustProxy,
}: HttpApplicationOptions): Promise<NestFastifyApplication> {
  const adapter = new FastifyAdapter({
    bodyLimit: jsonBytesMax,
    logger: false,
    requestIdHeader: false,
    connectionTimeout: 0,
    requestTimeout: 30_000,
    keepAliveTimeout: 72_000,
    return503OnClosing: true,
    // Path parameters are ids; longer ones are nobody's.
    routerOptions: { maxParamLength: 200 },
    ...(trustProxy === undefined ? {} : { trustProxy }),
  });
  const fastify = adapter.getInstance<FastifyInstance>();
  fastify.decorateRequest('bodyBytes', undefined);
  fastify.decorateRequest('correlationId', undefined);
  fastify.decorateRequest('caller', undefined);
  fastify.decorateRequest('span', undefined);
  const watchedRoutes = watchRoutes(fastify);
  readBodiesAsBytes(fastify);
  logCalls(fastify, logger);
  letGoWhenClosing(fastify);
  await prepare(fastify);
  if (routes !== undefined) {
    // A scope of their own: Nest sets its error handler only later, and a route keeps the one that it was registered under.
    void fastify.register(async (scope) => {
      scope.setErrorHandler((error, request, reply) => {
        answerProblem(error, request, reply, logger);
      });
      await routes(scope);
    });
  }

  const options: NestApplicationOptions = { bodyParser: false, logger: new NestLogger(logger), abortOnError: false };
  const app = await NestFactory.create<NestFastifyApplication>(module, adapter, options);
  app.useGlobalFilters(new ProblemFilter(logger, watchedRoutes));
  app.useGlobalPipes(createFormCheck());
  return app;
}

/** A kept connection would hold up the end of a server until it is cut: its last answer says that it is the last. */
function letGoWhenClosing(fastify: FastifyInstance): void {
  fastify.addHook('onSend', (_request, reply, _payload, done) => {
    if (!fastify.server.listening) reply.header('connection', 'close');
    done();
  });
}

/** One line per call, by route pattern: a path may hold an id, a query anything. */
function logCalls(fastify: FastifyInstance, logger: Logger): void {
  fastify.addHook('onResponse', (request, reply, done) => {
    const level = reply.statusCode >= 500 ? 'warn' : 'debug';
    if (logger.isLevelEnabled(level)) {
      logger[level](
        {
          correlationId: request.correlationId,
          ...traceFieldsOfCall(request),
          method: request.method,
          route: request.routeOptions.url ?? 'unknown',
          status: reply.statusCode,
          ms: Math.round(reply.elapsedTime * 10) / 10,
        },
        'call',
      );
    }
    done();
  });
}
