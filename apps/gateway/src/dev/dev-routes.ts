import { demoUsers } from '@huying/contracts';
import type { Clock } from '@huying/platform';
import { createFormCheck, edgeProblem } from '@huying/platform-nest';
import { IsString, Length } from 'class-validator';
import type { FastifyInstance } from 'fastify';
import type { DemoIssuer } from '../identity/demo-issuer.js';
import { askedForLoopback } from './demo-only.js';

export class DemoTokenBody {
  /** One of the names that `GET /dev/users` lists. */
  @IsString() @Length(1, 64) readonly username!: string;
}

const check = createFormCheck();
const users = new Map(demoUsers.map((user) => [user.username, user]));

/** Signs in the demonstration's users. Registered only where the demonstration is on and the gateway is bound to loopback. */
export function serveDemo(fastify: FastifyInstance, demo: DemoIssuer, clock: Clock): void {
  const onRequest = (request: Parameters<typeof askedForLoopback>[0], _reply: unknown, done: () => void): void => {
    askedForLoopback(request);
    done();
  };
  fastify.post('/dev/token', { onRequest }, async (request, reply) => {
    const { username } = (await check.transform(request.body ?? {}, { type: 'body', metatype: DemoTokenBody })) as DemoTokenBody;
    const user = users.get(username);
    if (user === undefined) throw edgeProblem('INVALID_REQUEST', { errors: [{ field: 'username', message: 'see GET /dev/users' }] });
    const { token, expiresInSeconds } = await demo.issue(user.person, clock.now());
    return reply.header('cache-control', 'no-store').send({ token, tokenType: 'Bearer', expiresInSeconds, person: user.person });
  });
  fastify.get('/dev/users', { onRequest }, (_request, reply) =>
    reply.send({
      items: demoUsers.map(({ username, person, zh, en, posts }) => ({ username, person, zh, en, roles: posts.map(({ role }) => role) })),
    }),
  );
  fastify.get('/.well-known/jwks.json', { onRequest }, (_request, reply) => reply.send(demo.jwks));
}
