import { readdir, readFile, rm, stat } from 'node:fs/promises';
import { createServer, type Server } from 'node:net';
import { join } from 'node:path';
import { freePort, temporaryDataFolder } from '@huying/platform/embedded-postgres';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { GatewayClient } from './demonstration/gateway-client.js';
import { stories } from './demonstration/stories.js';
import { launch, type Launcher } from './launcher-for-specs.spec.js';
import { isRunning } from './process-identity.js';

let dataDir: string;
let port: number;
let launchers: Launcher[];

beforeEach(async () => {
  dataDir = await temporaryDataFolder('start');
  port = await freePort();
  launchers = [];
});
afterEach(async () => {
  for (const { process: launcher, ended } of launchers) {
    launcher.kill('SIGTERM');
    await ended;
  }
  await rm(dataDir, { recursive: true, force: true });
});

function start(args: readonly string[] = [], environment: Record<string, string> = {}): Launcher {
  const launcher = launch({ HUYING_DATA_DIR: dataDir, HUYING_PORT: String(port), ...environment }, args);
  launchers.push(launcher);
  return launcher;
}

const ready = 'Ctrl-C stops everything';

/** How many cases the auditor sees; the number must survive whatever is done to the processes. */
async function casesSeen(): Promise<number> {
  const client = new GatewayClient(`http://127.0.0.1:${String(port)}`);
  const { items } = await client.call<{ items: unknown[] }>({ method: 'GET', path: '/v1/audit/cases?limit=100', as: 'auditor' });
  return items.length;
}

const recordedProcesses = async (): Promise<readonly string[]> => (await readFile(join(dataDir, 'processes'), 'utf8')).split('\n');

async function secretsAreTheirOwners(): Promise<void> {
  const folder = join(dataDir, 'secrets');
  expect((await stat(folder)).mode & 0o077).toBe(0);
  for (const name of await readdir(folder, { recursive: true })) expect((await stat(join(folder, name))).mode & 0o077).toBe(0);
}

/** Kills the launcher; the next one ends the processes that are left, and shows every case. */
async function isContinuedAfter(
  killed: Launcher,
  { processes, args = [] }: { processes: number; args?: readonly string[] },
): Promise<void> {
  const left = await recordedProcesses();
  expect(left).toHaveLength(processes);
  killed.process.kill('SIGKILL');
  await killed.ended;
  const next = start(args);
  await next.says(ready);
  expect(left.some(isRunning)).toBe(false);
  expect(await casesSeen()).toBe(stories.length);
}

const occupy = (): Promise<Server> =>
  new Promise((resolve) => {
    const server = createServer().listen(port, '127.0.0.1', () => resolve(server));
  });

describe('npm start', () => {
  it('records the demonstration once, tells where everything is, keeps its secrets, stops within 10 seconds and starts again with everything', async () => {
    const first = start();
    await first.says(ready);
    expect(first.output()).toContain(`http://127.0.0.1:${String(port)}/docs`);
    expect(first.output()).toMatch(/npm run replay -- [0-9a-f-]{36}/);
    expect(first.output()).toContain('npm run import -- --format xes-csv');
    expect(await casesSeen()).toBe(stories.length);
    await secretsAreTheirOwners();

    const asked = performance.now();
    first.process.kill('SIGINT');
    expect(await first.ended).toBe(0);
    expect(performance.now() - asked).toBeLessThan(10_000);
    expect((await recordedProcesses()).some(isRunning)).toBe(false);

    const second = start();
    await second.says(ready);
    expect(second.output()).not.toContain('Recording the demonstration');
    expect(await casesSeen()).toBe(stories.length);
  });

  it('ends what a killed launcher left, and goes on with a demonstration whose recording that cut short', async () => {
    const killed = start();
    await killed.says('Ready in');
    await isContinuedAfter(killed, { processes: 1 });
  });

  it('ends what a killed launcher of one process each left, and goes on with all of it', async () => {
    const killed = start(['--processes']);
    await killed.says(ready);
    await isContinuedAfter(killed, { processes: 6, args: ['--processes'] });
  });

  it('refuses a second copy on the same data folder, in a sentence', async () => {
    const first = start();
    await first.says('Creating the database');
    const second = start([], { HUYING_PORT: String(await freePort()) });
    expect(await second.ended).toBe(1);
    expect(second.output()).toContain(`Huying already runs on ${dataDir}`);
    expect(second.output()).not.toMatch(/\n\s+at /);
  });

  it('refuses a port that is taken, in a sentence, and leaves nothing running', async () => {
    const other = await occupy();
    const launcher = start();
    expect(await launcher.ended).toBe(1);
    expect(launcher.output()).toContain(`Port ${String(port)} is taken`);
    expect(launcher.output()).not.toMatch(/\n\s+at /);
    other.close();
  });

  it('names every wrong setting at once', async () => {
    const launcher = start(['--fast'], { HUYING_PORT: 'eighty', HUYING_DEMO: 'perhaps' });
    expect(await launcher.ended).toBe(1);
    for (const name of ['--fast', 'HUYING_PORT', 'HUYING_DEMO']) expect(launcher.output()).toContain(name);
    expect(launcher.output()).not.toMatch(/\n\s+at /);
  });

  it('without the demonstration starts empty and prints the link for the first secretary', async () => {
    const launcher = start([], { HUYING_DEMO: 'off', HUYING_OIDC_ISSUER: 'https://login.invalid' });
    await launcher.says(ready);
    expect(launcher.output()).toMatch(/first-secretary .*\n.*"token":"[A-Za-z0-9_-]{43}"/);
    expect(launcher.output()).not.toContain('Demonstration users');
    const refused = await fetch(`http://127.0.0.1:${String(port)}/dev/token`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: '{"username":"auditor"}',
    });
    expect(refused.status).toBe(404);
  });
});
