import { createHash } from 'node:crypto';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { explain } from './fault.mjs';
import { root } from './root.mjs';
import { runQuietly } from './step.mjs';

const stampFile = join(root, 'node_modules', '.huying-installed');

/** What an installation depends on: the lock file, and the platform that binaries were chosen for. */
async function wantedStamp() {
  const lock = await readFile(join(root, 'package-lock.json'));
  return `${createHash('sha256').update(lock).digest('hex')} ${process.platform}-${process.arch}\n`;
}

/** True when `npm ci` has to run. */
export async function needsInstall() {
  const stamp = await readFile(stampFile, 'utf8').catch(() => undefined);
  return stamp !== (await wantedStamp()) && !(await installedByHand());
}

/** An installation made by the user's own `npm ci` or `npm install` is as good when it holds every package of the lock file. */
async function installedByHand() {
  const read = (file) => readFile(join(root, file), 'utf8').then(JSON.parse);
  try {
    const [{ packages: wanted }, { packages: present }] = [await read('package-lock.json'), await read('node_modules/.package-lock.json')];
    const missing = Object.entries(wanted).some(
      ([path, { version, link, optional }]) => path.startsWith('node_modules/') && !link && !optional && present[path]?.version !== version,
    );
    if (!missing) await rememberInstall();
    return !missing;
  } catch {
    return false;
  }
}

/** Enough for a network that comes and goes, short enough for one that is not there. */
const patience = ['--fetch-retries=2', '--fetch-retry-mintimeout=500', '--fetch-retry-maxtimeout=2000'];

export async function install() {
  // Under `npm start` the npm that runs us is the one to use; on its own, `node tools/start/start.mjs` takes the one on the path.
  const npm = process.env.npm_execpath;
  const [program, before] = npm?.endsWith('.js') ? [process.execPath, [npm]] : ['npm', []];
  const args = [
    ...before,
    'ci',
    '--include=dev',
    '--include=optional',
    '--ignore-scripts=false',
    '--no-audit',
    '--no-fund',
    '--loglevel=error',
    ...patience,
  ];
  const { code, output } = await runQuietly('Installing dependencies 安装依赖', program, args, { cwd: root }).catch((fault) => ({
    code: 1,
    output: String(fault),
  }));
  if (code !== 0) throw explain('Installing the dependencies', '安装依赖', output);
  await rememberInstall();
}

async function rememberInstall() {
  // A folder installed by somebody else is read and not written: then the check is repeated at every start, which is all.
  await writeFile(stampFile, await wantedStamp()).catch(() => undefined);
}
