import { spawn } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { lockInstallation } from './installation-lock.js';
import { identityOf } from './process-identity.js';

let dataDir: string;
beforeEach(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'huying-lock-'));
});
afterEach(() => rm(dataDir, { recursive: true, force: true }));

describe('the lock of a data folder', () => {
  it('refuses a second launcher, naming the first', async () => {
    await lockInstallation(dataDir);
    await expect(lockInstallation(dataDir)).rejects.toMatchObject({
      name: 'StartFault',
      message: expect.stringContaining(`process ${String(process.pid)}`) as string,
    });
  });

  it('can be taken again after it was released', async () => {
    const lock = await lockInstallation(dataDir);
    await lock.release();
    await expect(lockInstallation(dataDir)).resolves.toBeDefined();
  });

  it('is taken over from a process that was killed', async () => {
    const killed = spawn('sleep', ['60']);
    const ended = new Promise((resolve) => killed.once('exit', resolve));
    await writeFile(join(dataDir, 'lock'), identityOf(killed.pid ?? 0));
    await expect(lockInstallation(dataDir)).rejects.toMatchObject({ name: 'StartFault' });
    killed.kill('SIGKILL');
    await ended;
    await lockInstallation(dataDir);
    expect(await readFile(join(dataDir, 'lock'), 'utf8')).toBe(identityOf(process.pid));
  });

  it('is not taken for held because another process was given the same number', async () => {
    const [pid, boot] = identityOf(process.pid).split(' ');
    await writeFile(join(dataDir, 'lock'), `${pid ?? ''} ${boot ?? ''} 1`);
    await expect(lockInstallation(dataDir)).resolves.toBeDefined();
  });

  it('is given to exactly one of many that find a dead one', async () => {
    await writeFile(join(dataDir, 'lock'), '999999999 gone 1');
    const outcomes = await Promise.allSettled(Array.from({ length: 8 }, () => lockInstallation(dataDir)));
    expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
  });
});
