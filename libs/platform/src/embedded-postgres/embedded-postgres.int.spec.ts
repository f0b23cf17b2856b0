import { randomBytes } from 'node:crypto';
import { chmod, mkdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:net';
import { dirname, join } from 'node:path';
import { kill } from 'node:process';
import { Client } from 'pg';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { freePort, startEmbeddedPostgres, temporaryDataFolder, type EmbeddedPostgres } from './index.js';

const password = randomBytes(12).toString('hex');
let dataDir: string;
let running: EmbeddedPostgres[];

beforeEach(async () => {
  dataDir = await temporaryDataFolder('pg');
  running = [];
});
afterEach(async () => {
  await Promise.all(running.map((postgres) => postgres.stop()));
  for (const { folder } of running) await rm(dirname(folder), { recursive: true, force: true });
  await rm(dataDir, { recursive: true, force: true });
});

async function start(options: { port?: number; password?: string } = {}): Promise<EmbeddedPostgres> {
  const postgres = await startEmbeddedPostgres({ dataDir, password, ...options });
  running.push(postgres);
  return postgres;
}

async function ask(url: string, sql: string): Promise<Record<string, unknown> | undefined> {
  const client = new Client({ connectionString: url });
  client.on('error', () => undefined);
  await client.connect();
  return client
    .query<Record<string, unknown>>(sql)
    .then(({ rows }) => rows[0])
    .finally(() => client.end());
}

/** It ends with its server, long before that. */
const workWithoutEnd = 'SELECT pg_sleep(86400)';

async function untilAtWork(url: string): Promise<void> {
  const sql = `SELECT 1 AS one FROM pg_stat_activity WHERE query = '${workWithoutEnd}' AND wait_event = 'PgSleep'`;
  await vi.waitFor(async () => expect(await ask(url, sql)).toBeDefined(), { timeout: 30_000 });
}

const listenOn = (port: number): Promise<Server> =>
  new Promise((resolve) => {
    const server = createServer().listen(port, '127.0.0.1', () => resolve(server));
  });

describe('PostgreSQL from npm', { timeout: 180_000 }, () => {
  it('runs version 18 on loopback only, never as root, asks everyone for the password, and keeps its data', async () => {
    const first = await start();
    expect(await ask(first.url(), 'SHOW server_version')).toEqual({ server_version: expect.stringMatching(/^18\./) as string });
    expect(await ask(first.url(), 'SHOW listen_addresses')).toEqual({ listen_addresses: '127.0.0.1' });
    expect(await ask(first.url(), 'SHOW unix_socket_directories')).toEqual({ unix_socket_directories: '' });
    expect(await readFile(join(first.folder, 'pg_hba.conf'), 'utf8')).not.toMatch(/^[^#]*\b(trust|peer|md5)\b/m);
    expect((await stat(`/proc/${String(first.pid)}`)).uid).not.toBe(0);
    await ask(first.url(), 'CREATE TABLE kept AS SELECT 7 AS number');
    await first.stop();
    const second = await start();
    expect(await ask(second.url(), 'SELECT number FROM kept')).toEqual({ number: 7 });
  });

  it('keeps its files in a temporary data folder, with which they go', async () => {
    expect((await start()).folder).toBe(join(dataDir, 'postgres'));
  });

  it('starts afresh where a data folder was removed and made again, be it one that its user cannot reach', async () => {
    await chmod(dataDir, 0o700);
    const removed = await start();
    await ask(removed.url(), 'CREATE TABLE kept AS SELECT 7 AS number');
    await removed.stop();
    await rm(dataDir, { recursive: true });
    await mkdir(dataDir, { mode: 0o700 });
    const afresh = await start({ password: 'of the new installation' });
    expect(await ask(afresh.url(), `SELECT to_regclass('kept') AS kept`)).toEqual({ kept: null });
  });

  it('has room for the connections of every service and the gateway twice: of killed ones that it has not missed, and of successors', async () => {
    const postgres = await start();
    const ofAllOnce = 5 * (4 + 3 + 3 + 2) + 5 * 5 + 6; // docs/runbooks/add-a-service-instance.md, each reading every log; the gateway's.
    const clients = Array.from({ length: 2 * ofAllOnce }, () => new Client({ connectionString: postgres.url() }));
    try {
      const connected = await Promise.allSettled(clients.map((client) => client.connect()));
      expect(connected.filter(({ status }) => status === 'rejected')).toEqual([]);
    } finally {
      await Promise.allSettled(clients.map((client) => client.end()));
    }
  });

  it('stops a server left over from a killed run and starts with everything it had committed', async () => {
    const leftOver = await start();
    await ask(leftOver.url(), 'CREATE TABLE kept AS SELECT 7 AS number');
    const next = await start();
    await leftOver.ended;
    expect(next.pid).not.toBe(leftOver.pid);
    expect(await ask(next.url(), 'SELECT number FROM kept')).toEqual({ number: 7 });
  });

  it('starts again on the same port after its server was killed by force in the middle of work', async () => {
    const killed = await start();
    await ask(killed.url(), 'CREATE TABLE kept AS SELECT 7 AS number');
    const busy = ask(killed.url(), workWithoutEnd).catch((fault: unknown) => fault);
    await untilAtWork(killed.url());
    kill(killed.pid, 'SIGKILL');
    await killed.ended;
    const next = await start({ port: killed.port });
    expect(await ask(next.url(), 'SELECT number FROM kept')).toEqual({ number: 7 });
    expect(await busy).toBeInstanceOf(Error);
  });

  it('makes a new cluster where an earlier start was killed half way through making it', async () => {
    await mkdir(join(dataDir, 'postgres.unfinished', 'base'), { recursive: true });
    const postgres = await start();
    expect(await ask(postgres.url(), 'SELECT 1 AS one')).toEqual({ one: 1 });
    await expect(stat(join(dataDir, 'postgres.unfinished'))).rejects.toMatchObject({ code: 'ENOENT' });
  });

  it('says in one sentence that its port is taken', async () => {
    const port = await freePort();
    const other = await listenOn(port);
    await expect(start({ port })).rejects.toMatchObject({ name: 'EmbeddedPostgresFault', code: 'PORT_TAKEN' });
    other.close();
  });

  it('says in one sentence that the secrets do not belong to the data', async () => {
    const first = await start();
    await first.stop();
    await expect(start({ password: 'another' })).rejects.toMatchObject({ name: 'EmbeddedPostgresFault', code: 'WRONG_PASSWORD' });
  });

  it('says in one sentence that the folder is a file', async () => {
    dataDir = join(dataDir, 'a-file');
    await writeFile(dataDir, '');
    await expect(start()).rejects.toMatchObject({ name: 'EmbeddedPostgresFault' });
  });
});
