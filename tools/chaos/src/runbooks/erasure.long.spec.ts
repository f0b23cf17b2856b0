import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { restoreBackup, silentProgress, takeBackup } from '@huying/backup';
import { demoArea } from '@huying/contracts';
import { ensureDemonstration, GatewayClient, startSystem, type RunningSystem } from '@huying/start';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';

const start = (dataDir: string): Promise<RunningSystem> => startSystem({ dataDir, port: 0, bus: 'postgres', demo: true, processes: false });

let folder: string;
let system: RunningSystem | undefined;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'huying-erasure-'));
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

describe('a backup of keys that is older than an erasure', () => {
  it('gives nobody back: put beside a newer log, what the log says is erased is destroyed again before anybody can ask', async () => {
    const dataDir = join(folder, 'data');
    system = await start(dataDir);
    const { gateway, secrets, urlOf } = system;
    const place = { gatewayUrl: gateway, dispatchUrl: urlOf('dispatch'), gatewayPrivateKey: secrets.gatewayPrivateKey };
    await ensureDemonstration(dataDir, place);
    const client = new GatewayClient(gateway);
    const caseId = await caseOf(client);
    const backup = (name: string) =>
      takeBackup({ dataDir, target: join(folder, name), keys: join(folder, `${name}-keys`), progress: silentProgress });
    await backup('before');
    const erasure = await erase(client, caseId);
    await backup('after');
    await system.stop();

    const restored = join(folder, 'restored');
    const [source, keys] = [join(folder, 'after'), join(folder, 'before-keys')];
    await restoreBackup({ dataDir: restored, source, keys, now: Date.now(), progress: silentProgress });
    system = await start(restored);

    const read = { method: 'GET', path: `/v1/cases/${caseId}`, as: 'secretary' } as const;
    const detail = await new GatewayClient(system.gateway).call(read);
    expect(detail).toMatchObject({ masked: { name: null, phone: null, words: null }, erased: { erasure, basis: 'resident-request' } });
  });
});
