import { readdir, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { demoArea } from '@huying/contracts';
import { freePort, temporaryDataFolder } from '@huying/platform/embedded-postgres';
import { brokerForTests } from '@huying/testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { builtFile } from './built-file.js';
import { GatewayClient } from './demonstration/gateway-client.js';
import { stories } from './demonstration/stories.js';
import { launch, type Launcher } from './launcher-for-specs.spec.js';
import { isRunning } from './process-identity.js';

const broker = await brokerForTests();
const ready = 'Ctrl-C stops everything';

let dataDir: string;
let port: number;
const launchers: Launcher[] = [];

/** `npm run start:kafka`, without npm. */
function start(): Launcher {
  const environment = { HUYING_DATA_DIR: dataDir, HUYING_PORT: String(port) };
  const launcher = launch(environment, [], builtFile('../start-kafka.mjs'));
  launchers.push(launcher);
  return launcher;
}

/** What runs on the data folder: PostgreSQL's server and the broker name it in their command lines, the rest is in the record. */
async function running(): Promise<{ readonly postgres: number; readonly brokers: readonly string[]; readonly recorded: number }> {
  const pids = (await readdir('/proc')).filter((name) => /^\d+$/.test(name));
  const lines = await Promise.all(pids.map(async (pid) => [pid, await readFile(`/proc/${pid}/cmdline`, 'utf8').catch(() => '')] as const));
  const ours = lines.filter(([, line]) => line.includes(dataDir));
  const record = (await readFile(join(dataDir, 'processes'), 'utf8')).split('\n');
  return {
    postgres: ours.filter(([, line]) => line.includes('postgres')).length,
    brokers: ours.filter(([, line]) => line.includes('kafka.Kafka')).map(([pid]) => pid),
    recorded: record.filter(isRunning).length,
  };
}
const nothing = { postgres: 0, brokers: [], recorded: 0 };

const client = (): GatewayClient => new GatewayClient(`http://127.0.0.1:${String(port)}`);
async function casesSeen(): Promise<number> {
  const { items } = await client().call<{ items: unknown[] }>({ method: 'GET', path: '/v1/audit/cases?limit=100', as: 'auditor' });
  return items.length;
}
const register = (key: string) =>
  client().call<{ caseId: string }>({
    method: 'POST',
    path: '/v1/cases',
    as: 'resident',
    key,
    body: {
      area: demoArea.community,
      service: 'corridor-light',
      description: '二号楼一单元的楼道灯不亮。',
      place: { grid: 'G1', building: 'B2', spot: '1单元2层' },
      contact: 'phone',
      resident: { name: '卫惊蛰', phone: '10090000001' },
    },
  });

beforeAll(async () => {
  dataDir = await temporaryDataFolder('start-kafka');
  port = await freePort();
});
afterAll(async () => {
  for (const { process: launcher, ended } of launchers) {
    launcher.kill('SIGTERM');
    await ended;
  }
  await rm(dataDir, { recursive: true, force: true });
});

/** The steps go on where the last one ended. */
describe.skipIf(broker === undefined)('npm run start:kafka', () => {
  it('brings everything up over a broker of its own, and says where that is', async () => {
    const first = start();
    await first.says(ready);

    expect(first.output()).toMatch(/Kafka broker .* 127\.0\.0\.1:\d+/);
    expect(await running()).toMatchObject({ brokers: [expect.any(String)], recorded: 1 });
    expect(await casesSeen()).toBe(stories.length);
  });

  it('is stopped by Ctrl-C within 10 seconds, the broker too', async () => {
    const [first] = launchers;
    const asked = performance.now();
    first?.process.kill('SIGINT');

    expect(await first?.ended).toBe(0);
    expect(performance.now() - asked).toBeLessThan(10_000);
    expect(await running()).toStrictEqual(nothing);
  });

  it('starts again with everything, and what a killed launcher leaves is ended by the next, which goes on', async () => {
    const killed = start();
    await killed.says(ready);
    expect(killed.output()).not.toContain('Recording the demonstration');
    await register('before-the-kill');
    const before = await running();
    killed.process.kill('SIGKILL');
    await killed.ended;

    const next = start();
    await next.says(ready);

    const after = await running();
    expect(after).toMatchObject({ brokers: [expect.any(String)], recorded: 1 });
    expect(after.brokers).not.toStrictEqual(before.brokers);
    await register('after-the-kill');
    await expect.poll(casesSeen, { timeout: 20_000 }).toBe(stories.length + 2);
    next.process.kill('SIGINT');
    expect(await next.ended).toBe(0);
    expect(await running()).toStrictEqual(nothing);
  });
});
