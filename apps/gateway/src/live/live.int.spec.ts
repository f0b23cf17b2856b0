import { get as httpGet } from 'node:http';
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { startTrialGateway, type TrialGateway } from '../trial-gateway.spec.js';
import { LiveClient, LogWriter } from './live-client.spec.js';

const area = '430304900900';
const elsewhere = '430305100100';
/** Added to the gateway's clock. */
let laterMs = 0;
let trial: TrialGateway;
let log: LogWriter;
const tokens = new Map<string, string>();
const clients: LiveClient[] = [];
let cases = 0;
const nextCase = (): string => `live-case-${String(++cases)}`;

async function open(user: string, query = '', lastEventId?: string): Promise<LiveClient> {
  const client = await LiveClient.open(trial.address, tokens.get(user) ?? '', query, lastEventId);
  clients.push(client);
  return client;
}
/** Opens as soon as the gateway follows the logs, or has room. */
async function opened(user: string, query = '', lastEventId?: string): Promise<LiveClient> {
  let client = await open(user, query, lastEventId);
  await expect
    .poll(
      async () => {
        if (client.response.status !== 200) client = await open(user, query, lastEventId);
        return client.response.status;
      },
      { timeout: 10_000 },
    )
    .toBe(200);
  await expect.poll(() => client.frames.length).toBeGreaterThan(0);
  return client;
}
async function rolesOf(user: string): Promise<readonly string[]> {
  const answer = await fetch(`${trial.address}/v1/me`, { headers: { authorization: `Bearer ${tokens.get(user) ?? ''}` } });
  const { roles } = (await answer.json()) as { roles: readonly { readonly role: string }[] };
  return roles.map(({ role }) => role);
}
const heard = (client: LiveClient, source: 'intake' | 'dispatch', position: number) =>
  expect.poll(() => client.positionsOf(source), { timeout: 10_000 }).toContain(position);

beforeAll(async () => {
  trial = await startTrialGateway({ clock: { now: () => Date.now() + laterMs }, live: { kept: 500, perPerson: 2, inAll: 6 } });
  log = new LogWriter(trial);
  for (const user of ['resident', 'resident2', 'clerk', 'auditor', 'steward', 'secretary']) tokens.set(user, await trial.tokenOf(user));
  await trial.assign('demo-auditor', 'AUD', { area: '430304' });
  await trial.assign('demo-clerk', 'ACC', { area });
  await trial.assign('demo-steward', 'HAN', { area, unit: 'U-PM' });
  await trial.assign('demo-secretary', 'SEC', { area: elsewhere });
  // A post counts from when the gateway has heard of it; who opens a stream before that hears nothing by it.
  for (const [user, role] of [
    ['auditor', 'AUD'],
    ['clerk', 'ACC'],
    ['steward', 'HAN'],
    ['secretary', 'SEC'],
  ] as const)
    await vi.waitFor(async () => expect(await rolesOf(user)).toContain(role), { timeout: 10_000 });
});
afterEach(async () => {
  await Promise.all(clients.splice(0).map((client) => client.close()));
});
afterAll(async () => {
  await log.close();
  await trial.close();
});

describe('a live stream', () => {
  it('tells where an event stands and what it is about, and nothing that it says', async () => {
    const clerk = await opened('clerk');
    const caseKey = nextCase();
    const position = await log.register(caseKey, area, 'demo-resident');
    await heard(clerk, 'intake', position);

    const { response, text, frames } = clerk;
    expect(response.headers.get('content-type')).toContain('text/event-stream');
    expect(response.headers.get('cache-control')).toBe('no-store');
    expect(response.headers.get('x-accel-buffering')).toBe('no');
    const frame = frames.find(({ data }) => data?.['position'] === position);
    expect(frame).toMatchObject({ event: 'CaseRegistered', id: expect.stringContaining(`intake:${position}`) as string });
    expect(Object.keys(frame?.data ?? {}).sort()).toStrictEqual(
      ['area', 'caseKey', 'position', 'recordedat', 'source', 'stream', 'time', 'type'].sort(),
    );
    expect(frame?.data).toMatchObject({
      source: 'intake',
      type: 'cn.huying.case.CaseRegistered.v1',
      stream: `case-${caseKey}`,
      caseKey,
      area,
    });
    expect(text).not.toMatch(/卫惊蛰|10090000001|P-secret-actor|demo-resident/);
  });

  it('needs a token, a known form, and the name of a role that is held', async () => {
    expect((await fetch(`${trial.address}/v1/live`)).status).toBe(401);
    for (const query of ['?types=Nonsense', '?case=a%20b', '?lastEventId=42', '?other=1']) {
      const refused = await open('clerk', query);
      expect([query, refused.response.status]).toStrictEqual([query, 400]);
      expect(await refused.response.json()).toMatchObject({ code: 'INVALID_REQUEST' });
    }
    const authorization = `Bearer ${tokens.get('resident') ?? ''}`;
    expect((await fetch(`${trial.address}/v1/live`, { headers: { authorization, 'huying-role': 'SEC' } })).status).toBe(403);
  });
});

describe('who hears what', () => {
  it('is decided by area, by ownership and by assignment, at each event', async () => {
    const caseKey = nextCase();
    const clerk = await opened('clerk');
    const resident = await opened('resident');
    const neighbour = await opened('resident2');
    const steward = await opened('steward');
    const secretary = await opened('secretary');

    const registered = await log.register(caseKey, area, 'demo-resident');
    const dispatched = await log.dispatch(caseKey, area, 'demo-steward');
    const returned = await log.approveReturn(caseKey, area);
    const replied = await log.reply(caseKey, area);
    const theirs = await log.register(nextCase(), elsewhere, 'demo-resident2');
    for (const client of [neighbour, secretary]) await heard(client, 'intake', theirs);
    for (const client of [clerk, resident]) {
      await heard(client, 'intake', replied);
      await heard(client, 'dispatch', returned);
    }
    await heard(steward, 'dispatch', returned);

    expect(clerk.positionsOf('intake')).toStrictEqual([registered, replied]);
    expect(resident.positionsOf('intake')).toStrictEqual([registered, replied]);
    expect(resident.positionsOf('dispatch')).toStrictEqual([dispatched, returned]);
    expect(neighbour.positionsOf('intake')).toStrictEqual([theirs]);
    expect(secretary.positionsOf('intake')).toStrictEqual([theirs]);
    expect(neighbour.positionsOf('dispatch')).toStrictEqual([]);
  });

  it('can be narrowed to a case and to types', async () => {
    const [one, other] = [nextCase(), nextCase()];
    const ofCase = await opened('clerk', `?case=${one}`);
    const ofTypes = await opened('clerk', '?types=ResultReplied,CaseDispatched');
    const first = await log.register(one, area);
    await log.register(other, area);
    const reply = await log.reply(other, area);
    const last = await log.reply(one, area);
    await heard(ofCase, 'intake', last);
    await heard(ofTypes, 'intake', last);

    expect(ofCase.positionsOf('intake')).toStrictEqual([first, last]);
    expect(ofTypes.positionsOf('intake')).toStrictEqual([reply, last]);
  });
});

describe('who comes back', () => {
  it('loses nothing and hears nothing twice, however often the stream breaks', async () => {
    const caseKey = nextCase();
    const first = await log.register(caseKey, area);
    const before = await opened('clerk');
    let last = first;
    const progress = { done: false };
    const writing = (async () => {
      for (let n = 0; n < 60; n += 1) {
        last = await log.reply(caseKey, area);
        if (n % 7 === 0) await log.dispatch(nextCase(), area, 'demo-steward');
      }
      progress.done = true;
    })();

    const told: number[] = [];
    let id = before.lastId;
    await before.close();
    for (let breaks = 0; !progress.done || told.at(-1) !== last; breaks += 1) {
      // By header and by query in turn.
      const client = breaks % 2 === 0 ? await opened('clerk', '', id) : await opened('clerk', `?lastEventId=${encodeURIComponent(id)}`);
      await expect.poll(() => client.positionsOf('intake').length > 0 || (progress.done && told.at(-1) === last)).toBe(true);
      await client.close();
      told.push(...client.positionsOf('intake'));
      id = client.lastId;
    }
    await writing;

    const start = Number(/intake:(\d+)/.exec(before.lastId)?.[1]);
    expect(told).toStrictEqual(Array.from({ length: last - start }, (_, n) => start + n + 1));
  });

  it('goes on after a write of his own that the feed has not reached yet', async () => {
    const caseKey = nextCase();
    const written = await log.register(caseKey, area);
    const client = await opened('clerk', '', `intake:${written}`);
    const next = await log.reply(caseKey, area);
    await heard(client, 'intake', next);
    expect(client.positionsOf('intake')).toStrictEqual([next]);
    expect(client.names()).not.toContain('reset');
  });

  it('is told to load anew when he was away for too long, or knows what no log holds, and hears on from now', async () => {
    const caseKey = nextCase();
    const upToDate = await opened('clerk');
    let last = await log.register(caseKey, area);
    for (let n = 0; n < 9; n += 1) last = await log.reply(caseKey, area, 100);
    await heard(upToDate, 'intake', last);
    expect(upToDate.names()).not.toContain('reset');
    await upToDate.close();

    for (const id of ['intake:1', 'intake:99999999']) {
      const client = await opened('clerk', '', id);
      await expect.poll(() => client.names(), { timeout: 5_000 }).toStrictEqual(['reset']);
      expect(client.frames.at(-1)?.data).toMatchObject({ code: 'LIVE_GAP', detailZh: expect.stringContaining('重新加载') as string });
      const next = await log.reply(caseKey, area);
      await heard(client, 'intake', next);
      await client.close();
    }
  });
});

describe('a stream ends', () => {
  it('when the token expires, and says so', async () => {
    const expiry = JSON.parse(Buffer.from((tokens.get('clerk') ?? '').split('.')[1] ?? '', 'base64url').toString()) as { exp: number };
    laterMs = expiry.exp * 1000 - Date.now() - 400;
    try {
      const client = await opened('clerk');
      await client.ended;
      expect(client.names().at(-1)).toBe('expired');
      expect(client.frames.at(-1)?.data).toMatchObject({ code: 'TOKEN_INVALID' });
    } finally {
      laterMs = 0;
    }
  });

  it('and leaves its place to others; beyond the limits there is none', async () => {
    const own = [await opened('clerk'), await opened('clerk')];
    const refused = await open('clerk');
    expect(refused.response.status).toBe(429);
    expect(refused.response.headers.get('content-type')).toContain('application/problem+json');
    expect(Number(refused.response.headers.get('retry-after'))).toBeGreaterThan(0);
    expect(await refused.response.json()).toMatchObject({ code: 'TOO_MANY_STREAMS' });
    for (const user of ['resident', 'resident2', 'auditor', 'steward']) await opened(user);
    expect((await open('secretary')).response.status).toBe(429);

    await own[0]?.close();

    await opened('secretary');
  });

  it('for who does not read, while others hear everything', { timeout: 60_000 }, async () => {
    const caseKey = nextCase();
    await log.register(caseKey, area);
    const reader = await opened('auditor');
    const begin = reader.lastId;
    const slow = httpGet(`${trial.address}/v1/live`, { headers: { authorization: `Bearer ${tokens.get('clerk') ?? ''}` }, agent: false });
    slow.on('response', (response) => response.pause());
    slow.on('error', () => undefined);
    await opened('clerk');
    expect((await open('clerk')).response.status).toBe(429);

    let last = 0;
    let hasRoom = false;
    for (let written = 0; written < 60_000 && !hasRoom; written += 2_000) {
      for (let n = 0; n < 20; n += 1) last = await log.reply(caseKey, area, 100);
      await heard(reader, 'intake', last);
      hasRoom = (await open('clerk')).response.status === 200;
    }

    expect(hasRoom).toBe(true);
    const start = Number(/intake:(\d+)/.exec(begin)?.[1]);
    expect(reader.positionsOf('intake')).toStrictEqual(Array.from({ length: last - start }, (_, n) => start + n + 1));
    slow.destroy();
  });
});

describe('the gateway', () => {
  it('ends every stream at once when it stops', async () => {
    const other = await startTrialGateway();
    const client = await LiveClient.open(other.address, await other.tokenOf('clerk'));
    clients.push(client);
    const before = performance.now();
    await other.gateway.close();
    await client.ended;
    expect(performance.now() - before).toBeLessThan(2_500);
    await other.close();
  });
});
