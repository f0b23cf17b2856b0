import { appendFile, mkdir, readdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { demoArea } from '@huying/contracts';
import { temporaryDataFolder } from '@huying/platform/embedded-postgres';
import { ensureDemonstration, GatewayClient, startSystem, type RunningSystem } from '@huying/start';
import { brokerForTests } from '@huying/testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Databases } from '../under-test/databases.js';
import { unsound } from '../under-test/soundness.js';
import { Submissions, type AcknowledgedCase } from '../under-test/submissions.js';
import { runbookCommands, type, type Said } from './runbook-commands.spec.js';

const commands = runbookCommands('backup-and-restore.md');
const buses = (await brokerForTests()) === undefined ? (['postgres'] as const) : (['postgres', 'kafka'] as const);
const fault = {
  area: demoArea.community,
  service: 'corridor-light',
  description: '三单元的楼道灯坏了',
  place: { grid: 'G1', building: 'B2' },
  contact: 'phone',
  resident: { name: '卫惊蛰', phone: '10090000001' },
};
/** One request, sent again under the same key whenever it is called. */
const call = (client: GatewayClient, key: string): Promise<Record<string, unknown>> =>
  client.call({ method: 'POST', path: '/v1/cases', as: 'resident', key, body: fault });

let folder: string;
let dataDir: string;
let system: RunningSystem | undefined;

/** Types a command of the runbook, on another day where one is given. */
const typed = (name: string, day = '2026-11-25'): Promise<Said> => {
  const command = commands.get(name);
  if (command === undefined) throw new Error(`the runbook has no tested command ${name}`);
  return type(command.replaceAll('2026-11-25', day), folder, dataDir);
};

/** Nothing lost, nothing doubled, every log dense, every copy and every read model equal to its source. */
async function expectSound(running: RunningSystem, acknowledged: readonly AcknowledgedCase[]): Promise<void> {
  const databases = new Databases(running);
  await databases.untilQuiet(60_000);
  expect(await unsound(databases, { acknowledged, unexpected: [] })).toEqual([]);
}

const historyOf = (running: RunningSystem): Promise<readonly unknown[]> =>
  new Databases(running).ask(
    'intake',
    `SELECT position, stream, version, type, command_id, n, case_key, cause_source, cause_position, occurred_at, recorded_at,
            encode(sha256(body), 'hex') AS digest FROM event_store.event ORDER BY position`,
  );

describe.each(buses)('the runbook on backup and restore, over %s', (bus) => {
  const start = (where: string): Promise<RunningSystem> => startSystem({ dataDir: where, port: 0, bus, demo: true, processes: false });
  let whileItRan: Said;
  let before: readonly AcknowledgedCase[];
  let all: readonly AcknowledgedCase[];
  let sealed: string;
  /** Whoever was first asked, by the duty list of the moment: he may read. */
  let owner: string;

  beforeAll(async () => {
    folder = await temporaryDataFolder('backup');
    dataDir = join(folder, 'data');
    system = await start(dataDir);
    const { gateway, secrets, urlOf } = system;
    await ensureDemonstration(dataDir, {
      gatewayUrl: gateway,
      dispatchUrl: urlOf('dispatch'),
      gatewayPrivateKey: secrets.gatewayPrivateKey,
    });
    const client = new GatewayClient(gateway);
    const answer = await call(client, 'backup-and-restore-sealed');
    sealed = String(answer['caseId']);
    owner = (answer['firstContact'] as { person: string }).person.replace('demo-', '');
    const submissions = new Submissions(gateway);
    submissions.grant(400);
    submissions.begin(8, { resident: await client.tokenOf('resident2'), clerk: await client.tokenOf('clerk') });
    while (submissions.acknowledged.length < 40) await new Promise(setImmediate);
    before = [...submissions.acknowledged];
    whileItRan = await typed('backup');
    await submissions.finish();
    all = submissions.acknowledged;
    expect(submissions.unexpected).toEqual([]);
  });
  afterAll(async () => {
    await system?.stop();
    await rm(folder, { recursive: true, force: true });
  });

  it('backs up a system at work, keys apart, and says in plain words that it is whole', async () => {
    expect(whileItRan).toMatchObject({
      code: 0,
      text: expect.stringContaining('Backup complete and verified. 备份完成，已核对。') as string,
    });
    expect(await typed('checksums')).toEqual({ code: 0, text: '' });
    const names = await readdir(join(folder, 'backups', '2026-11-25'), { recursive: true });
    // Which keys were erased is data, and no key (`read.erased_keys…`).
    expect(names.filter((name) => /(^|\/)keys([./]|$)|secret|password|\.(pem|key)$/.test(name))).toEqual([]);
    expect(await readdir(join(folder, 'safe', 'keys-2026-11-25'))).toContain('secrets');
    expect((await readdir(folder, { recursive: true })).filter((name) => name.endsWith('.part'))).toEqual([]);
  });

  it('starts no system on a folder that a restore was interrupted in', async () => {
    const half = join(folder, 'restored');
    await mkdir(join(half, 'secrets'), { recursive: true });
    await writeFile(join(half, 'restore.unfinished'), '');
    await writeFile(join(half, 'secrets', 'postgres.password'), 'of the restore that was interrupted');
    await expect(start(half)).rejects.toThrow('was interrupted, so what lies there is not whole. Run the same "npm run restore" again');
  });

  it('restores into that folder anew: logs dense, consumers equal to their rebuild, sealed words readable, work goes on', async () => {
    expect(await typed('restore')).toMatchObject({
      code: 0,
      text: expect.stringContaining('Restored and verified. 已恢复并核对。') as string,
    });
    const again = await start(join(folder, 'restored'));
    try {
      await expectSound(again, before);
      const client = new GatewayClient(again.gateway);
      const body = { fields: ['name', 'phone'], reason: '核对联系电话' };
      const path = `/v1/cases/${sealed}/reveal`;
      const revealed = await client.call({ method: 'POST', path, as: owner, key: 'backup-and-restore-reveal', body });
      expect(JSON.stringify(revealed)).toContain('卫惊蛰');
      const head = await new Databases(again).head('intake');
      expect((await call(client, 'backup-and-restore-sealed'))['caseId']).toBe(sealed);
      expect(await new Databases(again).head('intake')).toBe(head);
      await expectSound(again, before);
    } finally {
      await again.stop();
    }
  });

  it('refuses a folder that is not empty, in a sentence', async () => {
    const refused = await typed('restore');
    expect(refused.code).toBe(1);
    expect(refused.text).toContain(`${folder}/restored is not empty`);
    expect(refused.text).not.toMatch(/\n\s+at /);
  });

  it('brings back a service whose database is older than what others have seen of it', async () => {
    if (system === undefined) throw new Error('no system');
    await new Databases(system).untilQuiet(60_000);
    const client = new GatewayClient(system.gateway);
    const late = await call(client, 'backup-and-restore-late');
    await new Databases(system).untilQuiet(60_000);
    const history = await historyOf(system);
    await system.stop();

    expect(await typed('restore-one')).toMatchObject({ code: 0, text: expect.stringContaining('npm run recover -- intake') as string });
    const refused = await start(dataDir).then(
      () => 'started',
      (reason: unknown) => String(reason),
    );
    expect(refused).toMatch(/The log of intake ends at position \d+, but consumer .* has seen \d+/);
    expect(refused).toContain('npm run recover -- intake');
    expect(await typed('recover')).toMatchObject({ code: 0, text: expect.stringContaining('已从审计副本逐字节补齐并核对') as string });

    system = await start(dataDir);
    await expectSound(system, [...all, { caseId: String(late['caseId']), accepted: false }]);
    // The log is what it was; what consumers have appended since follows it.
    expect((await historyOf(system)).slice(0, history.length)).toEqual(history);
    const head = await new Databases(system).head('intake');
    expect((await call(new GatewayClient(system.gateway), 'backup-and-restore-late'))['caseId']).toBe(late['caseId']);
    expect(await new Databases(system).head('intake')).toBe(head);
  });

  it('backs up a stopped system as well', async () => {
    await system?.stop();
    system = undefined;
    expect(await typed('backup', '2026-11-26')).toMatchObject({ code: 0, text: expect.stringContaining('备份完成，已核对') as string });
    expect(await readdir(dataDir)).not.toContain('lock');
  });

  it('refuses a backup that somebody has changed, naming the file', async () => {
    const backup = join(folder, 'backups', '2026-11-25');
    await rm(join(folder, 'restored'), { recursive: true, force: true });
    await appendFile(join(backup, 'databases', 'intake', 'event_store.head.copy.gz'), 'x');
    const refused = await typed('restore');
    expect(refused.code).toBe(1);
    expect(refused.text).toContain('databases/intake/event_store.head.copy.gz');
    expect(refused.text).toContain('SHA-256');
    expect(await readdir(folder)).not.toContain('restored');
  });
});
