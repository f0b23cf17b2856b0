import { services } from '@huying/contracts';
import { readinessOf, type ReadingSide } from '@huying/platform-nest';
import type { FastifyInstance } from 'fastify';
import type { GatewayConfig } from './gateway-config.js';

const probeHeaders = { accept: 'application/json' };

/**
 * `/health/ready` is about the gateway itself: its tables and its consumer. What its services say is told beside it and does not make
 * the gateway unready: one service that is down must not take away the door to the others.
 */
export function serveGatewayHealth(
  fastify: FastifyInstance,
  { dataSource, consumptions }: Pick<ReadingSide, 'dataSource' | 'consumptions'>,
  transports: GatewayConfig['transports'],
): void {
  fastify.get('/health/live', (_request, reply) => reply.header('cache-control', 'no-store').send({ status: 'live' }));
  fastify.get('/health/ready', async (_request, reply) => {
    const own = await readinessOf([
      {
        name: 'read-models',
        async check() {
          await dataSource.query('SELECT 1');
          return undefined;
        },
      },
      {
        name: 'authority',
        check: () => {
          const own = consumptions.all().filter(({ consumer }) => consumer === 'gateway-authority');
          const troubled = own.find(({ consumption }) => consumption.status().state !== 'running');
          if (own.length === 0) return Promise.resolve('not followed yet');
          return Promise.resolve(troubled === undefined ? undefined : `${troubled.consumer} is ${troubled.consumption.status().state}`);
        },
      },
    ]);
    return reply
      .code(own.ready ? 200 : 503)
      .header('cache-control', 'no-store')
      .send({ ...own, services: await servicesNow(transports) });
  });
}

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
