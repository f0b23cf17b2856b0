import { services } from '@huying/contracts';
import { followingChecks, readinessOf, type ReadinessCheck, type ReadingSide } from '@huying/platform-nest';
import type { FastifyInstance } from 'fastify';
import type { GatewayConfig } from './gateway-config.js';

/** The consumer that keeps who holds which post. */
const authority = 'gateway-authority';
const probeHeaders = { accept: 'application/json' };
type Watched = Pick<ReadingSide, 'dataSource' | 'consumptions' | 'logReaders' | 'bus'>;

/** What the gateway itself needs, with reasons: for its operators, behind the metrics port. */
export function gatewayChecks(reading: Watched): readonly ReadinessCheck[] {
  return [
    {
      name: 'read-models',
      async check() {
        await reading.dataSource.query('SELECT 1');
        return undefined;
      },
    },
    ...(reading.consumptions.all().some(({ consumer }) => consumer === authority) ? [] : [notFollowedYet]),
    // Without live updates the door still opens; without news of posts it would open to the wrong people.
    ...followingChecks(reading).map((check) => (check.name === `consumer ${authority}` ? check : { ...check, weight: 'tells' as const })),
  ];
}

/**
 * `/health/ready` is about the gateway itself: its tables and its consumer. What its services say is told beside it and does not make
 * the gateway unready: one service that is down must not take away the door to the others. Anybody may ask, so it tells states, and no
 * reasons.
 */
export function serveGatewayHealth(fastify: FastifyInstance, reading: Watched, transports: GatewayConfig['transports']): void {
  fastify.get('/health/live', (_request, reply) => reply.header('cache-control', 'no-store').send({ status: 'live' }));
  fastify.get('/health/ready', async (_request, reply) => {
    const own = await readinessOf(gatewayChecks(reading).map(withoutReason));
    return reply
      .code(own.ready ? 200 : 503)
      .header('cache-control', 'no-store')
      .send({ ...own, services: await servicesNow(transports) });
  });
}

const notFollowedYet: ReadinessCheck = { name: `consumer ${authority}`, check: () => Promise.resolve('not followed yet') };

/** `paused: TransientFault: …` → `paused`. */
const withoutReason = (check: ReadinessCheck): ReadinessCheck => ({
  ...check,
  check: async () => (await check.check())?.split(':', 1)[0],
});

async function servicesNow(transports: GatewayConfig['transports']): Promise<Readonly<Record<string, string>>> {
  const states = await readinessOf(
    services.map((name) => ({
      name,
      async check() {
        const answer = await transports[name]?.send({ method: 'GET', path: '/health/ready', headers: probeHeaders, body: undefined });
        if (answer === undefined) return 'no way there';
        if (!Buffer.isBuffer(answer.body)) answer.body.resume();
        return answer.status === 200 ? undefined : 'not ready';
      },
    })),
  );
  return states.checks;
}
