import type { Tracer } from '@opentelemetry/api';
import type { Route, ServiceName } from '@huying/contracts';
import type { EventStore } from '@huying/event-store';
import type { FastifyInstance } from 'fastify';
import { limitBodiesByRoute } from '../http/body-limits.js';
import type { Infrastructure } from '../infrastructure/infrastructure.js';
import { acceptGatewayCallsOnly } from '../internal-call/gateway-only.js';
import { originOf } from '../internal-call/request-origin.js';
import { letUsersReadTheirWrites } from '../read-your-writes/await-seen.js';
import { formatSeen } from '../read-your-writes/seen.js';
import { traceCalls, traceparentOfCall } from '../tracing/trace-calls.js';
import { tellVersions } from '../versions/shown-versions.js';
import type { ServiceSecrets } from './service-config.js';

export interface ServiceFrontOptions {
  readonly name: ServiceName;
  /** The public API; the service's own rows say which routes take files. */
  readonly routes: readonly Route[];
  readonly secrets: Pick<ServiceSecrets, 'gatewayPublicKey' | 'requestDigestKey'>;
  readonly infrastructure: Pick<Infrastructure, 'consumptions' | 'clock'> & { readonly store: Pick<EventStore, 'head'> };
  readonly tracer?: Tracer | undefined;
}

/** What stands in front of a service's controllers: the gateway's signature, then what the caller has seen, then the form. */
export function prepareService(fastify: FastifyInstance, { name, routes, secrets, infrastructure, tracer }: ServiceFrontOptions): void {
  const { store, consumptions, clock } = infrastructure;
  fastify.decorate('originOf', (request) => originOf(request, secrets.requestDigestKey, formatSeen(consumptions.positions())));
  limitBodiesByRoute(
    fastify,
    routes.filter(({ service }) => service === name),
  );
  acceptGatewayCallsOnly(fastify, { audience: name, gatewayPublicKey: secrets.gatewayPublicKey, clock });
  if (tracer !== undefined) traceGatewayCalls(fastify, tracer);
  letUsersReadTheirWrites(fastify, { service: name, store, consumptions, clock });
  tellVersions(fastify);
}

/** Under the gateway's span; and what the call records is recorded under its own. */
function traceGatewayCalls(fastify: FastifyInstance, tracer: Tracer): void {
  traceCalls(fastify, tracer, ({ caller }) => caller?.traceparent);
  fastify.addHook('onRequest', (request, _reply, done) => {
    const traceparent = traceparentOfCall(request);
    if (request.caller !== undefined && traceparent !== undefined) request.caller = { ...request.caller, traceparent };
    done();
  });
}
