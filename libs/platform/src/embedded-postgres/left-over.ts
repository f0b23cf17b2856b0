import { realpath, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { endPostgres, isAlive, isPostgres, postgresProcessesIn, readPostmaster } from './postmaster.js';

/**
 * Stops a PostgreSQL that an earlier, killed run left over this folder. It ends by its fast shutdown, which loses nothing committed.
 *
 * `postmaster.pid` is PostgreSQL's own lock and stays, with one exception: when its number now belongs to another program, which would
 * keep PostgreSQL from starting for ever.
 */
export async function stopLeftOver(folder: string): Promise<'none' | 'stopped'> {
  const left = await readPostmaster(folder);
  if (left === undefined) return 'none';
  if (await isPostgres(left.pid)) {
    await endPostgres(left.pid);
    return 'stopped';
  }
  // A server that was killed by force may leave backends that have not noticed yet; no new server may write beside them.
  const orphans = await postgresProcessesIn(await realpath(folder));
  await Promise.all(orphans.map((pid) => endPostgres(pid, ['SIGQUIT', 'SIGKILL'])));
  if (isAlive(left.pid)) await rm(join(folder, 'postmaster.pid'), { force: true });
  return orphans.length > 0 ? 'stopped' : 'none';
}
