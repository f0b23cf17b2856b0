import type { Route } from '@huying/contracts';
import { edgeProblem } from '@huying/platform-nest';
import type { FastifyInstance } from 'fastify';
import type { ApiDependencies } from '../api/api-routes.js';
import { authorise } from '../api/authorisation.js';
import { forward } from '../api/forwarding.js';

const log = { service: 'audit', method: 'GET', tag: 'log', records: false, status: 200 } as const;

/**
 * The tamper-evident logs (C2SP tlog-tiles), of which an index may hold slashes: `x001/000.p/7`. Checkpoints and hashes are public;
 * the entries are the auditors', unless everything here is a demonstration.
 */
export const logRoutes = (demo: boolean) =>
  [
    {
      ...log,
      id: 'readLogCheckpoint',
      path: '/log/{log}/checkpoint',
      allow: 'public',
      summary: { en: 'The signed checkpoint of a log (signed note)', zh: '日志检查点' },
    },
    {
      ...log,
      id: 'readLogEntries',
      path: '/log/{log}/tile/entries/{index}',
      allow: demo ? 'public' : ['AUD'],
      summary: { en: 'A bundle of entries of a log (tlog-tiles)', zh: '日志条目' },
    },
    {
      ...log,
      id: 'readLogTile',
      path: '/log/{log}/tile/{level}/{index}',
      allow: 'public',
      summary: { en: 'A tile of hashes of a log (tlog-tiles)', zh: '日志哈希块' },
    },
  ] as const satisfies readonly Route[];

/** Addresses for the router: the last part of a tile's is as long as it likes. */
const addresses: Readonly<Record<ReturnType<typeof logRoutes>[number]['id'], string>> = {
  readLogCheckpoint: '/log/:log/checkpoint',
  readLogEntries: '/log/:log/tile/entries/*',
  readLogTile: '/log/:log/tile/:level/*',
};

export function serveLogs(fastify: FastifyInstance, demo: boolean, { authorisation, forwarding, limiters }: ApiDependencies): void {
  for (const row of logRoutes(demo)) {
    fastify.get(addresses[row.id], {
      onRequest: async (request) => {
        request.caller = await authorise(authorisation, row, request);
        await limiters.ofPerson(request);
      },
      handler: async (request, reply) => {
        if (request.caller === undefined) throw edgeProblem('UNAUTHENTICATED');
        return forward(forwarding, row, request, reply, request.caller);
      },
    });
  }
}
