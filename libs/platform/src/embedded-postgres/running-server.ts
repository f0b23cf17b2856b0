import { resolve } from 'node:path';
import { clusterFolder, hasCluster } from './data-folder.js';
import { userForPostgres } from './operating-user.js';
import { isPostgres, readPostmaster } from './postmaster.js';
import { adminUrl } from './superuser.js';

/** URL of the superuser, per database, of the PostgreSQL that runs on a data folder now; undefined where none does. */
export async function urlsOfRunningPostgres(dataDir: string, password: string): Promise<((database: string) => string) | undefined> {
  const postmaster = await readPostmaster(await postgresFolder(dataDir));
  if (postmaster?.ready !== true || !(await isPostgres(postmaster.pid))) return undefined;
  return (database) => adminUrl(password, postmaster.port, database);
}

/** Where the PostgreSQL of a data folder keeps its files, or will. */
export const postgresFolder = (dataDir: string): Promise<string> => clusterFolder(resolve(dataDir), userForPostgres());

/** True when the data folder has a database already, wherever its files lie. */
export const hasPostgres = async (dataDir: string): Promise<boolean> => hasCluster(await postgresFolder(dataDir));
