import { demoArea } from '@huying/contracts';
import { startSystemForSpecs, type SystemForSpecs } from '@huying/start';
import pg from 'pg';
import { measured, type Measurement } from '../measurement.js';
import { median, quantile } from '../statistics.js';
import type { LoadResult, LoadTask } from './load.process.js';
import { load, startBareRoute } from './processes.js';

const connections = 64;
const rounds = 3;
const roundMs = 4_000;
const warmMs = 2_000;

const request = {
  area: demoArea.community,
  service: 'corridor-light',
  description: '二号楼一单元的楼道灯不亮，晚上老人上下楼看不见台阶。',
  place: { grid: 'G1', building: 'B2', spot: '1单元2层' },
  contact: 'phone',
  resident: { name: '卫惊蛰', phone: '10090000001' },
};

/**
 * A resident's request through the gateway of the embedded system (identity, authority, form, signed call, decision, sealing, append), all
 * consumers running, beside a bare Fastify route that INSERTs the same body into the same PostgreSQL. Rounds of both alternate.
 */
export async function benchSubmit(): Promise<readonly Measurement[]> {
  const running = await startSystemForSpecs();
  try {
    const databaseUrl = await floorDatabase(running);
    const bare = await startBareRoute(databaseUrl);
    try {
      return await compare(running, bare.origin);
    } finally {
      await bare.stop();
    }
  } finally {
    await running.end();
  }
}

async function compare(running: SystemForSpecs, bareOrigin: string): Promise<readonly Measurement[]> {
  const origin = running.system.gateway;
  const authorization = `Bearer ${await tokenOf(origin, 'resident')}`;
  const ours = (forMs: number): LoadTask => ({ origin, path: '/v1/cases', headers: { authorization }, body: request, connections, forMs });
  const theirs = (forMs: number): LoadTask => ({ ...ours(forMs), origin: bareOrigin, path: '/submissions', headers: {} });
  await accepted(ours(warmMs));
  await accepted(theirs(warmMs));
  const measuredOurs: LoadResult[] = [];
  const measuredTheirs: LoadResult[] = [];
  await settled(running, 'warm');
  for (let round = 0; round < rounds; round += 1) {
    measuredOurs.push(await accepted(ours(roundMs)));
    await settled(running, String(round));
    measuredTheirs.push(await accepted(theirs(roundMs)));
  }
  const params = { connections };
  const rate = (all: readonly LoadResult[]): number => median(all.map((one) => one.requestsPerSecond));
  const p99 = (all: readonly LoadResult[]): number =>
    quantile(
      all.flatMap((one) => one.latenciesMs),
      0.99,
    );
  return [
    measured('submit', 'requests/s', params, rate(measuredOurs), rate(measuredTheirs)),
    measured('submit latency p99', 'ms', params, p99(measuredOurs), p99(measuredTheirs)),
  ];
}

/** Runs the load and insists that every request was recorded: refusals are quick, and must not pass for speed. */
async function accepted(task: LoadTask): Promise<LoadResult> {
  const result = await load(task);
  const others = Object.keys(result.statuses).filter((status) => status !== '201');
  if (others.length > 0) throw new Error(`${task.path} answered ${JSON.stringify(result.statuses)}`);
  return result;
}

/** Waits until every consumer has settled what was submitted: what our rounds leave behind must not weigh on the floor's. */
async function settled({ client }: SystemForSpecs, round: string): Promise<void> {
  await client.call({ method: 'POST', path: '/v1/cases', as: 'resident', body: request, key: `bench-settled-${round}` });
  await client.call({ method: 'GET', path: '/v1/cases?limit=1', as: 'resident' });
  await client.call({ method: 'GET', path: '/v1/orders?limit=1', as: 'dispatcher' });
  await client.call({ method: 'GET', path: '/v1/reports/open-work', as: 'secretary' });
  await client.call({ method: 'GET', path: '/v1/audit/cases?limit=1', as: 'auditor' });
}

async function floorDatabase({ system }: SystemForSpecs): Promise<string> {
  const client = new pg.Client({ connectionString: system.adminUrl() });
  await client.connect();
  await client.query('CREATE DATABASE bench_floor').finally(() => client.end());
  return system.adminUrl('bench_floor');
}

async function tokenOf(gateway: string, username: string): Promise<string> {
  const response = await fetch(`${gateway}/dev/token`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ username }),
  });
  return ((await response.json()) as { readonly token: string }).token;
}
