import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { root } from './root.mjs';

const lockFile = join(root, '.nx', 'set-up.lock');

/** Keeps `npm start` and `npm test` of one clone from installing over each other. A lock left by a killed process is taken over. */
export async function alone(work) {
  const locked = await lock();
  try {
    return await work();
  } finally {
    if (locked) await rm(lockFile, { force: true });
  }
}

async function lock() {
  let told = false;
  for (;;) {
    try {
      await mkdir(join(lockFile, '..'), { recursive: true });
      await writeFile(lockFile, String(process.pid), { flag: 'wx' });
      return true;
    } catch (fault) {
      // A clone that may only be read has nothing to protect: if there is work to do, that step says why it cannot.
      if (fault.code !== 'EEXIST') return false;
    }
    const holder = Number(await readFile(lockFile, 'utf8').catch(() => ''));
    if (!isAlive(holder)) await rm(lockFile, { force: true });
    else {
      if (!told) console.error(`Waiting for another set-up of this clone (process ${holder}) 等待另一个安装进程 …`);
      told = true;
      await pause(500);
    }
  }
}

function isAlive(pid) {
  if (!Number.isInteger(pid) || pid <= 0) return false;
  try {
    process.kill(pid, 0);
    return true;
  } catch (fault) {
    return fault.code === 'EPERM';
  }
}
