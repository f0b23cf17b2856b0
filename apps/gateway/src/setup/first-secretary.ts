import { createHmac, timingSafeEqual, type KeyObject } from 'node:crypto';
import type { Problem } from '@huying/contracts';
import { createFormCheck, edgeProblem, ProblemException } from '@huying/platform-nest';
import { IsString, Length, Matches } from 'class-validator';
import type { FastifyInstance } from 'fastify';
import { traceparentOf } from '../api/call-headers.js';
import { callService, type Forwarding } from '../api/forwarding.js';
import type { HeldRoles } from '../authority/held-roles.js';
import type { Identifier } from '../identity/identifier.js';

export class FirstSecretaryBody {
  /** From the link that the first start prints. */
  @Matches(/^[A-Za-z0-9_-]{43}$/) readonly token!: string;
  /** Administrative code of the community. */
  @Matches(/^\d{6,17}$/) readonly area!: string;
  /** The unit of the post: `U-COM`. */
  @Matches(/^[A-Za-z0-9._~-]{1,64}$/) readonly unit!: string;
  /** The post's title: 社区书记. */
  @IsString() @Length(1, 60) readonly title!: string;
}

const linkUsed: Problem = { status: 404, zh: '链接无效或已使用', en: 'The link is not valid, or has been used' };

/**
 * The token of the one-time link. It derives from the installation's secret, so that the launcher can print it and the gateway need
 * store nothing; that it works once is the event store's doing: its command has one id for ever.
 */
export const firstSecretaryToken = (installationKey: KeyObject): string =>
  createHmac('sha256', installationKey).update('huying/first-secretary/v1').digest('base64url');

export interface SetupDependencies {
  readonly installationKey: KeyObject;
  readonly identifier: Identifier;
  readonly heldRoles: HeldRoles;
  readonly forwarding: Forwarding;
}

const check = createFormCheck();

/** `POST /v1/setup/first-secretary`: whoever has signed in and holds the link becomes the first secretary, while nobody holds a post. */
export function serveSetup(fastify: FastifyInstance, { installationKey, identifier, heldRoles, forwarding }: SetupDependencies): void {
  fastify.post('/v1/setup/first-secretary', async (request, reply) => {
    const { person } = await identifier.identify(request.headers.authorization);
    const body = (await check.transform(request.body ?? {}, { type: 'body', metatype: FirstSecretaryBody })) as FirstSecretaryBody;
    const expected = Buffer.from(firstSecretaryToken(installationKey));
    if (!timingSafeEqual(Buffer.from(body.token), expected) || (await heldRoles.anybody())) {
      throw new ProblemException('SETUP_LINK_USED', linkUsed);
    }
    const { area, unit, title } = body;
    const post = Buffer.from(JSON.stringify({ person, role: 'SEC', unit, title, area }));
    const traceparent = traceparentOf(request.headers);
    const answer = await callService(
      forwarding,
      'dispatch',
      { method: 'POST', path: '/v1/posts', body: post, contentType: 'application/json' },
      {
        actor: { person: 'system:setup', role: 'SYS', area },
        correlationId: request.correlationId ?? '',
        // One key for ever: the log takes one first secretary, whatever runs at the same time.
        idempotencyKey: 'first-secretary',
        ...(traceparent === undefined ? {} : { traceparent }),
      },
    );
    if (answer.status === 422) throw new ProblemException('SETUP_LINK_USED', linkUsed);
    if (answer.status >= 500) throw edgeProblem('SERVICE_UNAVAILABLE');
    return reply
      .code(answer.status)
      .header('content-type', String(answer.headers['content-type'] ?? 'application/json'))
      .send(answer.body);
  });
}
