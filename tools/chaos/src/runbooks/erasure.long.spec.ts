import { readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { exportErasures, restoreBackup, restored, silentProgress, takeBackup } from '@huying/backup';
import { demoArea, keyOwners } from '@huying/contracts';
import { temporaryDataFolder } from '@huying/platform/embedded-postgres';
import { ensureDemonstration, GatewayClient, startSystem, type RunningSystem } from '@huying/start';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';

const start = (dataDir: string): Promise<RunningSystem> => startSystem({ dataDir, port: 0, bus: 'postgres', demo: true, processes: false });

let folder: string;
let system: RunningSystem | undefined;
beforeAll(async () => {
  folder = await temporaryDataFolder('erasure');
});
afterAll(async () => {
  await system?.stop();
  await rm(folder, { recursive: true, force: true });
});

/** A case that the resident has withdrawn, told by the clerk; resolves to its id. */
async function caseOf(client: GatewayClient): Promise<string> {
  const { caseId } = await client.call({
    method: 'POST',
    path: '/v1/cases',
    as: 'clerk',
    key: 'erasure-restored-case',
    body: {
      area: demoArea.community,
      service: 'pruning',
      description: '树枝挡住窗户',
      contact: 'phone',
      channel: 'counter',
      resident: { name: '白露', phone: '10090000002' },
    },
  });
  const withdrawal = { reason: '来电：已自行解决', call: 'C-1' };
  const path = `/v1/cases/${String(caseId)}/withdrawal`;
  await client.call({ method: 'POST', path, as: 'callback', key: 'erasure-restored-withdrawal', body: withdrawal });
  return String(caseId);
}

/** Has the person of a case erased; resolves when every service has done it. */
async function erase(client: GatewayClient, caseId: string): Promise<string> {
  const body = { caseId, basis: 'resident-request' };
  const { erasure } = await client.call({ method: 'POST', path: '/v1/erasures', as: 'privacy', key: 'erasure-restored-request', body });
  const path = `/v1/erasures/${String(erasure)}/approval`;
  await client.call({ method: 'POST', path, as: 'secretary', key: 'erasure-restored-approval' });
  await vi.waitFor(
    async () => {
      const { items } = await client.call({ method: 'GET', path: '/v1/erasures', as: 'privacy' });
      expect(items).toMatchObject([{ erasure, complete: true }]);
    },
    { timeout: 60_000, interval: 200 },
  );
  return String(erasure);
}

let caseId: string;
let erasure: string;
const path = (name: string): string => join(folder, name);
const list = (): string => path('erasures.json');

/** Puts data and keys of two moments together into a folder of its own. */
const restore = (name: string, [data, keys]: readonly [string, string], more: { readonly erasures?: string } = {}) =>
  restoreBackup({ dataDir: path(name), source: path(data), keys: path(keys), ...more, now: Date.now(), progress: silentProgress });

/** What the secretary sees of the case in a restored system. */
async function seenIn(name: string): Promise<Record<string, unknown>> {
  system = await start(path(name));
  try {
    return await new GatewayClient(system.gateway).call({ method: 'GET', path: `/v1/cases/${caseId}`, as: 'secretary' });
  } finally {
    await system.stop();
    system = undefined;
  }
}

/** One story on one installation: a case is told, backed up, erased, listed, backed up again. */
beforeAll(async () => {
  const dataDir = path('data');
  system = await start(dataDir);
  const { gateway, secrets, urlOf } = system;
  const place = { gatewayUrl: gateway, dispatchUrl: urlOf('dispatch'), gatewayPrivateKey: secrets.gatewayPrivateKey };
  await ensureDemonstration(dataDir, place);
  const client = new GatewayClient(gateway);
  caseId = await caseOf(client);
  const backup = (name: string) => takeBackup({ dataDir, target: path(name), keys: path(`${name}-keys`), progress: silentProgress });
  await backup('before');
  erasure = await erase(client, caseId);
  await vi.waitFor(() => exportErasures({ dataDir, file: list(), now: Date.now() }), { timeout: 60_000, interval: 200 });
  await backup('after');
  await system.stop();
  system = undefined;
});

describe('a system put back to before an erasure', () => {
  const gone = () => ({ masked: { name: null, phone: null, words: null }, erased: { erasure, basis: 'resident-request' } });
  /** One for each service that holds keys. */
  const once = keyOwners.length;

  it('with keys older than its logs destroys again what they record, before anybody can ask', async () => {
    await restore('old-keys', ['after', 'before-keys']);
    expect(await seenIn('old-keys')).toMatchObject(gone());
  });

  it('with everything from before destroys again what the list says that is kept outside, before anybody can ask', async () => {
    const back = await restore('listed', ['before', 'before-keys'], { erasures: list() });
    expect(back.newerErasures).toEqual({ listed: true, inList: once, again: once, inKeysAlone: 0 });
    expect(await seenIn('listed')).toMatchObject(gone());
    const forgetting = exportErasures({ dataDir: path('listed'), file: list(), now: Date.now() });
    await expect(forgetting).rejects.toThrow(`knows of ${String(once)} erasures that this system has never heard of`);
  });

  it('without the list is told that people can be read again, and loudly where the keys know of erasures that nothing else records', async () => {
    const quiet = await restore('unlisted', ['before', 'before-keys']);
    expect(restored('unlisted', quiet)).toContain('No list of erasures was given');
    const loud = await restore('newer-keys', ['before', 'after-keys']);
    expect(loud.newerErasures).toEqual({ listed: false, inList: 0, again: 0, inKeysAlone: once });
    expect(restored('newer-keys', loud)).toContain('do NOT start, restore again with --erasures FILE');
    expect(await seenIn('newer-keys')).toMatchObject(gone());
  });

  it('is not put back at all by a list that somebody has changed', async () => {
    const forged = path('forged.json');
    await writeFile(forged, (await readFile(list(), 'utf8')).replace(/extra [^\\]{8}/, 'extra eyJxb3Np'));
    await expect(restore('refused', ['before', 'before-keys'], { erasures: forged })).rejects.toThrow('does not verify');
    await expect(readdir(path('refused'))).rejects.toThrow('ENOENT');
  });
});
