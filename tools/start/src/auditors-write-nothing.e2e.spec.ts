import { randomUUID } from 'node:crypto';
import { services, type ServiceName } from '@huying/contracts';
import { busOfThisRun } from '@huying/testing-bus';
import { Client } from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startSystemForSpecs, type SystemForSpecs } from './system-for-specs.js';

type Verb = 'GET' | 'POST' | 'PUT' | 'DELETE' | 'PATCH';
const verbs: readonly Verb[] = ['GET', 'POST', 'PUT', 'DELETE', 'PATCH'];

let running: SystemForSpecs | undefined;
let gateway: string;
/** Every address of the gateway, as its own document tells them, with the verbs that it takes. */
let addresses: readonly (readonly [string, ReadonlySet<string>])[];
const tokens = new Map<string, string>();
/** A case that the auditor may read, and one of its files. */
let caseId: string;

beforeAll(async () => {
  running = await startSystemForSpecs({ bus: busOfThisRun() });
  gateway = running.system.gateway;
  for (const user of ['auditor', 'auditlead']) tokens.set(user, await running.client.tokenOf(user));
  const document = (await (await fetch(`${gateway}/openapi.json`)).json()) as { paths: Record<string, Record<string, unknown>> };
  addresses = Object.entries(document.paths).map(([path, operations]) => [
    path,
    new Set(Object.keys(operations).map((verb) => verb.toUpperCase())),
  ]);
  const { items } = await running.client.call<{ items: { caseId: string }[] }>({
    method: 'GET',
    path: '/v1/orders?limit=1',
    as: 'auditor',
  });
  caseId = items[0]?.caseId ?? '';
});
afterAll(() => running?.end());

interface Recorded {
  readonly service: ServiceName;
  readonly type: string;
  readonly actor: string;
  readonly sealed: readonly string[];
}

/** Where each log stands. */
const heads = (): Promise<ReadonlyMap<ServiceName, number>> =>
  inLogs(async (client) => Number((await client.query<{ n: string }>('SELECT count(*) AS n FROM event_store.event')).rows[0]?.n));

async function recordedSince(before: ReadonlyMap<ServiceName, number>): Promise<readonly Recorded[]> {
  const found = await inLogs(async (client, service) => {
    const { rows } = await client.query<{ body: Buffer }>('SELECT body FROM event_store.event WHERE position > $1 ORDER BY position', [
      before.get(service) ?? 0,
    ]);
    return rows.map(({ body }): Recorded => {
      const event = JSON.parse(body.toString()) as { type: string; actor: string; data: { sealed?: { part: string }[] } };
      const name = event.type.split('.').at(-2) ?? '';
      return { service, type: name, actor: event.actor, sealed: (event.data.sealed ?? []).map(({ part }) => part) };
    });
  });
  return [...found.values()].flat();
}

async function inLogs<Found>(ask: (client: Client, service: ServiceName) => Promise<Found>): Promise<ReadonlyMap<ServiceName, Found>> {
  const found = new Map<ServiceName, Found>();
  for (const service of services) {
    const client = new Client({ connectionString: running?.system.adminUrl(`huying_${service}`) });
    await client.connect();
    found.set(service, await ask(client, service));
    await client.end();
  }
  return found;
}

async function call(verb: Verb, path: string, { as = 'auditor', role, body }: { as?: string; role?: string; body?: object } = {}) {
  const response = await fetch(gateway + path, {
    method: verb,
    headers: {
      authorization: `Bearer ${tokens.get(as) ?? ''}`,
      ...(role === undefined ? {} : { 'huying-role': role }),
      ...(verb === 'GET' ? {} : { 'idempotency-key': randomUUID() }),
      ...(body === undefined ? {} : { 'content-type': 'application/json' }),
    },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    signal: AbortSignal.timeout(20_000),
  });
  const text = path.startsWith('/v1/live') ? '' : await response.text();
  await response.body?.cancel().catch(() => undefined);
  return { status: response.status, text };
}

const filled = (path: string): string => path.replace('{caseId}', caseId).replaceAll(/\{\w+\}/g, randomUUID());
/** Where an auditor may record: that he reads, and the searches that his unit keeps. */
const recordsReading = (path: string): boolean => /\/reveal$|^\/v1\/audit\//.test(path);
/** A token is made by no service and recorded in no log. */
const isSignIn = (path: string): boolean => path.startsWith('/dev/');

/** As an auditor, as the resident that he is too, and as his lead. */
const guises = [{ as: 'auditor' }, { as: 'auditor', role: 'RES' }, { as: 'auditlead', role: 'AUL' }] as const;

/** No right; or no such verb at all. The first secretary's link is judged before the person, and is void once anybody holds a post. */
function refusalOf(path: string, takesVerb: boolean): number {
  if (takesVerb) return path === '/v1/setup/first-secretary' ? 400 : 403;
  return path.startsWith('/log/{log}/tile/') ? 404 : 405;
}

describe('an auditor, at every address of the gateway', () => {
  it('is refused by every verb that writes, in whatever role he asks for, and nothing is recorded of it anywhere', async () => {
    const before = await heads();
    let refused = 0;
    for (const [path, taken] of addresses) {
      const asked = verbs.flatMap((verb) =>
        verb === 'GET' || recordsReading(path) || isSignIn(path) ? [] : guises.map((guise) => ({ verb, ...guise })),
      );
      const answers = asked.map(async ({ verb, ...guise }) => {
        const { status } = await call(verb, filled(path), { ...guise, body: {} });
        return [verb, path, guise.as, status] as const;
      });
      for (const [verb, at, as, status] of await Promise.all(answers)) {
        expect([verb, at, as, status]).toEqual([verb, at, as, refusalOf(path, taken.has(verb))]);
        if (status === 403) refused += 1;
      }
    }
    expect(refused).toBeGreaterThan(100);
    expect(await recordedSince(before)).toEqual([]);
  });

  it('records nothing by reading but that he reads', async () => {
    const before = await heads();
    let read = 0;
    for (const [path, taken] of addresses) {
      if (!taken.has('GET')) continue;
      const { status } = await call('GET', filled(path));
      expect(status, path).toBeLessThan(500);
      if (status === 200) read += 1;
    }
    expect(read).toBeGreaterThan(20);
    const recorded = await recordedSince(before);
    expect(recorded.length).toBeGreaterThan(5);
    expect(recorded.filter(({ service, type }) => service !== 'audit' || type !== 'AuditQueryRun')).toEqual([]);
    expect(recorded.filter(({ actor }) => actor !== 'unit:audit')).toEqual([]);
  });

  it('reads nobody’s data and words without a reason, and what he reads stands in the log with his reason sealed', async () => {
    const personal = [
      [`/v1/orders/${caseId}/reveal`, {}],
      [`/v1/cases/${caseId}/reveal`, { fields: ['name'] }],
    ] as const;
    const before = await heads();
    for (const [path, body] of personal) expect((await call('POST', path, { body })).text).toContain('INVALID_REQUEST');
    expect((await call('GET', `/v1/cases/${caseId}/evidence/${'0'.repeat(64)}`)).text).toContain('REASON_REQUIRED');
    expect(await recordedSince(before)).toEqual([]);

    for (const [path, body] of personal) await call('POST', path, { body: { ...body, reason: '群众投诉核查' } });
    const recorded = await recordedSince(before);
    expect(recorded.length).toBeGreaterThan(0);
    for (const one of recorded) {
      expect(one.type).toMatch(/^PiiReveal/);
      expect(one).toMatchObject({ actor: 'demo-auditor', sealed: ['reason'] });
    }
  });

  it('records by his saved searches that he keeps them, in the log of audit alone', async () => {
    const before = await heads();
    const kept = await call('POST', '/v1/audit/saved-queries', { body: { name: '退单', query: { type: 'ReturnRequested' } } });
    const { savedQueryId } = JSON.parse(kept.text) as { savedQueryId: string };
    expect((await call('DELETE', `/v1/audit/saved-queries/${savedQueryId}`)).status).toBe(200);
    expect((await recordedSince(before)).map(({ service, type, actor }) => [service, type, actor])).toEqual([
      ['audit', 'AuditQuerySaved', 'unit:audit'],
      ['audit', 'AuditQueryDeleted', 'unit:audit'],
    ]);
  });

  it('asks as one of his unit, and his lead alone sees that it was he', async () => {
    await call('GET', '/v1/audit/events?type=CaseClosed');
    expect((await call('GET', '/v1/audit/questions')).status).toBe(403);
    const { status, text } = await call('GET', '/v1/audit/questions', { as: 'auditlead' });
    expect(status).toBe(200);
    expect(text).toContain('demo-auditor');
  });
});
