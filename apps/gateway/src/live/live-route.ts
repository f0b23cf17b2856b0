import type { Route } from '@huying/contracts';
import type { Clock } from '@huying/platform';
import { createFormCheck, edgeProblem } from '@huying/platform-nest';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { authorise, type Authorisation } from '../api/authorisation.js';
import { readCallHeaders } from '../api/call-headers.js';
import type { HeldRole } from '../authority/held-roles.js';
import type { Limiters } from '../limits/rate-limits.js';
import type { LiveEvent } from './live-event.js';
import { LiveQuery } from './live-query.js';
import { LiveStream } from './live-stream.js';
import { followedLogs, type LiveUpdates } from './live-updates.js';
import { resumePoint } from './resume-point.js';
import { hears } from './who-hears.js';

export const liveRoute: Route = {
  service: 'gateway',
  id: 'followChanges',
  method: 'GET',
  path: '/v1/live',
  tag: 'live',
  allow: 'anyone',
  query: LiveQuery,
  answerTypes: ['text/event-stream'],
  records: false,
  status: 200,
  summary: { en: 'What changes, as it changes (server-sent events, resumable)', zh: '实时更新（可断点续传）' },
};

export interface LiveDependencies {
  readonly authorisation: Authorisation;
  readonly limiters: Limiters;
  readonly clock: Clock;
  readonly live: LiveUpdates;
}

const check = createFormCheck();
/** The longest that a timer of Node's can wait. */
const timerMaxMs = 2 ** 31 - 1;

/** `GET /v1/live`: tells a person of every change that he may read, in the roles that he holds as it happens. */
export function serveLive(fastify: FastifyInstance, { authorisation, limiters, clock, live }: LiveDependencies): void {
  fastify.route({
    method: 'GET',
    url: liveRoute.path,
    exposeHeadRoute: false,
    onRequest: async (request) => {
      request.caller = await authorise(authorisation, liveRoute, request);
      await limiters.ofPerson(request);
    },
    handler: async (request, reply) => {
      const query = (await check.transform(request.query, { type: 'query', metatype: LiveQuery })) as LiveQuery;
      const after = resumePoint(request.headers['last-event-id'], query.lastEventId, followedLogs);
      const { person, expiresAt } = await authorisation.identifier.identify(request.headers.authorization);
      const { feed } = live;
      if (feed === undefined) throw edgeProblem('SERVICE_UNAVAILABLE');
      const reset = after !== undefined && !(await feed.reaches(after));
      const listening = () => listenerOf(authorisation, person, request);
      const stream = live.streams.open(
        person,
        () =>
          new LiveStream({
            ...{ feed, after, reset },
            wanted: wantedBy(query),
            async hears() {
              const listener = { person, roles: await listening() };
              return (event) => hears(listener, event);
            },
          }),
      );
      endWithToken(stream, expiresAt, clock);
      return reply
        .header('content-type', 'text/event-stream; charset=utf-8')
        .header('cache-control', 'no-store')
        .header('x-accel-buffering', 'no')
        .send(stream);
    },
  });
}

/** The roles that he holds now; those alone that he asked for by `Huying-Role` and `Huying-Unit`. */
async function listenerOf({ heldRoles }: Authorisation, person: string, { headers }: FastifyRequest): Promise<readonly HeldRole[]> {
  const wish = readCallHeaders(headers, liveRoute);
  const held: readonly HeldRole[] = [...(await heldRoles.of(person)), { role: 'RES' }];
  return held.filter(
    ({ role, unit }) => (wish.role === undefined || wish.role === role) && (wish.unit === undefined || wish.unit === unit),
  );
}

function wantedBy({ case: caseKey, types }: LiveQuery): (event: LiveEvent) => boolean {
  const names = types === undefined ? undefined : new Set(types.split(','));
  return ({ name, data }) => (caseKey === undefined || data.caseKey === caseKey) && (names === undefined || names.has(name));
}

function endWithToken(stream: LiveStream, expiresAt: number, clock: Clock): void {
  let timer: NodeJS.Timeout;
  const wait = (): void => {
    const leftMs = expiresAt - clock.now();
    if (leftMs <= 0) stream.expire();
    else timer = setTimeout(wait, Math.min(leftMs, timerMaxMs)).unref();
  };
  stream.once('close', () => clearTimeout(timer));
  wait();
}
