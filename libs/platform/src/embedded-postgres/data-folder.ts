import { chmod, chown, mkdir, mkdtemp, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { canReach, type OperatingUser } from './operating-user.js';

/** Where root keeps what an unprivileged user must reach although the clone lies below a closed folder such as /root. */
export const systemFolder = '/var/lib/huying';

/** Remembers, inside the data folder, that PostgreSQL's files lie elsewhere. */
const locationFile = 'postgres.location';

/** Tells, beside PostgreSQL's files that lie elsewhere, whose they are: for the person who wonders what may be removed. */
const ownerFile = 'data-folder';

/**
 * The folder for PostgreSQL's own files: `<dataDir>/postgres`, or, where `user` cannot walk down to it, a new folder under
 * {@link systemFolder}. Once chosen it stays, whatever the permissions become; who removes the data folder leaves that one behind, and no
 * later data folder of the same name comes upon it.
 */
export async function clusterFolder(dataDir: string, user: OperatingUser | undefined): Promise<string> {
  await mkdir(dataDir, { recursive: true });
  const remembered = await readFile(join(dataDir, locationFile), 'utf8').catch(() => undefined);
  if (remembered !== undefined && remembered.trim() !== '') return remembered.trim();
  const inside = join(dataDir, 'postgres');
  if ((await hasCluster(inside)) || (await canReach(dataDir, user))) return inside;
  await mkdir(systemFolder, { recursive: true });
  const elsewhere = await mkdtemp(join(systemFolder, 'data-'));
  for (const onTheWay of [systemFolder, elsewhere]) await chmod(onTheWay, 0o755);
  await writeFile(join(elsewhere, ownerFile), `${dataDir}\n`);
  const folder = join(elsewhere, 'postgres');
  await writeFile(join(dataDir, locationFile), `${folder}\n`);
  return folder;
}

/** Lets the PostgreSQL of a data folder that has none yet keep its files below another folder, as on a disk of their own. */
export async function placePostgres(dataDir: string, elsewhere: string): Promise<void> {
  await mkdir(dataDir, { recursive: true });
  await writeFile(join(dataDir, locationFile), `${join(elsewhere, 'postgres')}\n`, { flag: 'wx' });
}

/** True when `folder` holds a finished cluster. */
export async function hasCluster(folder: string): Promise<boolean> {
  return (await majorVersion(folder)) !== undefined;
}

/** Major version of the PostgreSQL that made the cluster; undefined = there is none. */
export async function majorVersion(folder: string): Promise<string | undefined> {
  return readFile(join(folder, 'PG_VERSION'), 'utf8').then(
    (text) => text.trim(),
    () => undefined,
  );
}

/**
 * Lets `fill` make a cluster in an empty folder beside `folder` and gives it its name only when it is whole: a start killed half way
 * leaves nothing that could be taken for a database.
 */
export async function createWhole(folder: string, user: OperatingUser | undefined, fill: (empty: string) => Promise<void>): Promise<void> {
  const parent = join(folder, '..');
  for (const left of await readdir(parent)) {
    if (left.startsWith('postgres.unfinished')) await rm(join(parent, left), { recursive: true, force: true });
  }
  const unfinished = `${folder}.unfinished`;
  await mkdir(unfinished, { mode: 0o700 });
  if (user !== undefined) await chown(unfinished, user.uid, user.gid);
  try {
    await fill(unfinished);
  } catch (fault) {
    await rm(unfinished, { recursive: true, force: true });
    throw fault;
  }
  await rm(folder, { recursive: true, force: true });
  await rename(unfinished, folder);
}
