import type { KeyObject } from 'node:crypto';
import type { Route, ServiceName } from '@huying/contracts';
import { newId, type Clock } from '@huying/platform';
import {
  edgeProblem,
  formatSeen,
  internalCallToVouchFor,
  internalTokenHeader,
  mergeSeen,
  parseSeen,
  seenHeader,
  signInternalCall,
  type Caller,
} from '@huying/platform-nest';
import type { Tracer } from '@opentelemetry/api';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { isKnown } from './conditions.js';
import { tracedCall } from './traced-call.js';
import { ServiceAway, type ServiceAnswer, type ServiceTransport } from '../transports/service-transport.js';

export interface Forwarding {
  readonly gatewayPrivateKey: KeyObject;
  readonly clock: Clock;
  readonly transports: Readonly<Partial<Record<ServiceName, ServiceTransport>>>;
  readonly tracer?: Tracer | undefined;
}

interface CallToSend {
  readonly method: string;
  readonly path: string;
  readonly body: Buffer | undefined;
  readonly contentType?: string | undefined;
  readonly streams?: boolean | undefined;
}

/** Headers of a service's answer that are the caller's business. Everything else is between gateway and service. */
const passedOn = ['content-type', 'content-disposition', 'etag', 'retry-after', 'allow', 'cache-control', 'location', 'link'] as const;

/** One call to one service, under a token for exactly this audience, method, path and body. */
export function callService(forwarding: Forwarding, service: Route['service'], call: CallToSend, caller: Caller): Promise<ServiceAnswer> {
  const { tracer } = forwarding;
  if (tracer === undefined) return sendUnderToken(forwarding, service, call, caller);
  return tracedCall(tracer, { service, method: call.method }, caller, (carried) => sendUnderToken(forwarding, service, call, carried));
}

async function sendUnderToken(
  { gatewayPrivateKey, clock, transports }: Forwarding,
  service: Route['service'],
  call: CallToSend,
  caller: Caller,
): Promise<ServiceAnswer> {
  const transport = service === 'gateway' ? undefined : transports[service];
  if (transport === undefined) throw edgeProblem('SERVICE_UNAVAILABLE');
  const { method, path, body, streams = false } = call;
  const internal = { audience: service, method, path, body };
  const made = { now: clock.now(), id: newId() };
  const token = transport.withinProcess
    ? internalCallToVouchFor(internal, caller, made)
    : signInternalCall(gatewayPrivateKey, internal, caller, made);
  const headers: Record<string, string> = { [internalTokenHeader]: token };
  if (body !== undefined) headers['content-type'] = call.contentType ?? 'application/octet-stream';
  try {
    return believed(service, await transport.send({ method, path, headers, body, streams, vouchedWith: gatewayPrivateKey }));
  } catch (error) {
    throw error instanceof ServiceAway ? edgeProblem('SERVICE_UNAVAILABLE', { cause: error }) : error;
  }
}

/**
 * A service answers 401 to nothing but a token of ours: one that lay too long on an overloaded machine, clocks apart, another key. Nothing
 * was done, and it is none of the caller's fault: he may ask again.
 */
function believed(service: string, answer: ServiceAnswer): ServiceAnswer {
  if (answer.status !== 401) return answer;
  if (!Buffer.isBuffer(answer.body)) answer.body.destroy();
  throw new ServiceAway(`${service} did not accept the gateway's token`);
}

/** Forwards a request as it came: the bytes that were checked are the bytes that are sent. */
export async function forward(
  forwarding: Forwarding,
  route: Route,
  request: FastifyRequest,
  reply: FastifyReply,
  caller: Caller,
): Promise<FastifyReply> {
  const answer = await callService(
    forwarding,
    route.service,
    {
      method: request.method,
      path: request.raw.url ?? '',
      body: request.bodyBytes,
      contentType: request.headers['content-type'],
      streams: route.streams,
    },
    caller,
  );
  reply.code(answer.status);
  for (const name of passedOn) {
    const value = answer.headers[name];
    if (value !== undefined) reply.header(name, value);
  }
  const seen = seenAfter(caller.seen, answer.headers[seenHeader]);
  if (seen !== '') reply.header(seenHeader, seen);
  const { etag } = answer.headers;
  if (request.method === 'GET' && typeof etag === 'string') {
    // For this reader, in this role, and to be asked about each time: personal data is in no cache but his own.
    reply.header('cache-control', 'private, no-cache').header('vary', 'Authorization, Huying-Role, Huying-Unit');
    if (isKnown(request.headers['if-none-match'], etag)) return reply.code(304).removeHeader('content-type').send();
  }
  return reply.send(answer.body);
}

/** What the caller has seen after this answer: all that he had seen before, and what this call recorded. He only ever keeps the last. */
function seenAfter(before: string | undefined, now: unknown): string {
  if (typeof now !== 'string') return before ?? '';
  return formatSeen(before === undefined ? parseSeen(now) : mergeSeen(parseSeen(before), parseSeen(now)));
}
