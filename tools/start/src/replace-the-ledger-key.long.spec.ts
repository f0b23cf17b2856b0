import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { freePort, temporaryDataFolder } from '@huying/platform/embedded-postgres';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { builtFile } from './built-file.js';
import { GatewayClient } from './demonstration/gateway-client.js';
import { launch, type Launcher } from './launcher-for-specs.spec.js';

/** What docs/runbooks/replace-the-ledger-key.md says, done as it says. */
let dataDir: string;
let files: string;
let port: number;
let running: Launcher | undefined;

beforeAll(async () => {
  dataDir = await temporaryDataFolder('key');
  files = await mkdtemp(join(tmpdir(), 'huying-proofs-'));
  port = await freePort();
});
afterAll(async () => {
  await stop();
  for (const folder of [dataDir, files]) await rm(folder, { recursive: true, force: true });
});

async function start(): Promise<void> {
  running = launch({ HUYING_DATA_DIR: dataDir, HUYING_PORT: String(port) });
  await running.says('Ctrl-C stops everything');
}
async function stop(): Promise<void> {
  const stopped = running;
  running = undefined;
  stopped?.process.kill('SIGTERM');
  await stopped?.ended;
}

interface Ran {
  readonly code: number;
  readonly output: string;
}
const url = (): string => `http://127.0.0.1:${String(port)}`;
const run = async (program: string, ...args: readonly string[]): Promise<Ran> => {
  const token = running === undefined ? '' : await new GatewayClient(url()).tokenOf('auditor');
  const env = { ...process.env, HUYING_DATA_DIR: dataDir, HUYING_URL: url(), HUYING_TOKEN: token };
  return new Promise((resolve) => {
    execFile(process.execPath, [program, ...args], { env }, (error, out, err) =>
      resolve({ code: typeof error?.code === 'number' ? error.code : error === null ? 0 : -1, output: `${out}${err}` }),
    );
  });
};
const ledger = builtFile('../../ledger/dist/main.js');
const audit = builtFile('../../audit/dist/main.js');
const verifier = builtFile('../../../libs/verify/bin/huying-verify.mjs');

const vkeys = async (): Promise<readonly string[]> => (await run(ledger, 'key')).output.trim().split('\n');
const verify = (paths: readonly string[], keys: readonly string[]): Promise<Ran> =>
  run(verifier, ...paths, ...keys.flatMap((key) => ['--key', key]));
const mirror = (...keys: readonly string[]): Promise<Ran> =>
  run(ledger, 'mirror', join(files, 'mirror'), ...keys.flatMap((key) => ['--key', key]));
const checkpointOf = async (log: string): Promise<string> => (await fetch(`${url()}/log/${log}/checkpoint`)).text();
const signaturesOn = (note: string): number => note.slice(note.lastIndexOf('\n\n')).match(/^— /gm)?.length ?? 0;

/** Receipts and a pack of one case, taken now. */
async function takeProofs(name: string): Promise<readonly string[]> {
  const client = new GatewayClient(url());
  const ask = <Answer>(path: string) => client.call<Answer>({ method: 'GET', path, as: 'auditor' });
  const [one] = (await ask<{ items: { caseId: string }[] }>('/v1/audit/cases?limit=1')).items;
  const caseId = one?.caseId ?? '';
  const paths: string[] = [];
  const entries = await vi.waitFor(
    async () => {
      const proof = await ask<{ entries: { receipt: string | null }[]; unpublished: number }>(`/v1/audit/cases/${caseId}/proof`);
      expect(proof.unpublished).toBe(0);
      return proof.entries;
    },
    { timeout: 60_000, interval: 200 },
  );
  for (const [n, { receipt }] of entries.entries()) {
    paths.push(join(files, `${name}-${String(n)}.tlog-proof`));
    await writeFile(paths.at(-1) ?? '', receipt ?? '');
  }
  paths.push(join(files, `${name}.zip`));
  expect(await run(audit, 'pack', caseId, '--out', paths.at(-1) ?? '')).toMatchObject({ code: 0 });
  return paths;
}

const logs = ['intake', 'dispatch', 'volunteers', 'reporting', 'audit', 'checkpoints'];
const refused = { code: 1, output: expect.stringContaining('NOTE_SIGNED_BY_NOBODY_KNOWN') as string };

describe('replacing the ledger’s key', () => {
  it('leaves what was made before under the old key, signs with both, then with the new one alone', async () => {
    await start();
    const oldKeys = await vkeys();
    expect(oldKeys).toHaveLength(logs.length + 1);
    const before = await takeProofs('before');
    expect(await verify(before, oldKeys)).toMatchObject({ code: 0 });
    expect(await mirror()).toMatchObject({ code: 0 });
    await stop();

    expect(await run(ledger, 'key', '--add')).toMatchObject({ code: 0 });
    const bothKeys = await vkeys();
    const newKeys = bothKeys.filter((key) => !oldKeys.includes(key));
    expect([bothKeys.length, newKeys.length]).toEqual([oldKeys.length * 2, oldKeys.length]);
    await start();
    // The logs of volunteers and of reporting have not grown by anything.
    for (const log of logs)
      await vi.waitFor(async () => expect(signaturesOn(await checkpointOf(log)), log).toBe(2), { timeout: 60_000, interval: 200 });
    const between = await takeProofs('between');
    expect(await verify(between, oldKeys)).toMatchObject({ code: 0 });
    expect(await verify(between, newKeys)).toMatchObject({ code: 0 });
    expect(await verify(before, oldKeys)).toMatchObject({ code: 0 });
    expect(await verify(before, newKeys)).toMatchObject(refused);
    expect(await mirror(...newKeys)).toMatchObject({ code: 1 }); // What the mirror has is signed by the old key alone …
    expect(await mirror(...bothKeys)).toMatchObject({ code: 0 }); // … until it is run with both.
    await stop();

    await rm(join(dataDir, 'secrets', 'audit', 'ledger-1.pem'));
    expect(await vkeys()).toEqual(newKeys);
    await start();
    const after = await takeProofs('after');
    expect(await verify(after, newKeys)).toMatchObject({ code: 0 });
    expect(await verify([...before, ...between], oldKeys)).toMatchObject({ code: 0 });
    expect(await verify(between, newKeys)).toMatchObject({ code: 0 });
    expect(await mirror()).toMatchObject({ code: 0 });
    const grown = await readFile(join(files, 'mirror', 'audit', 'checkpoint'), 'utf8');
    expect(signaturesOn(grown)).toBe(1);
  });
});
