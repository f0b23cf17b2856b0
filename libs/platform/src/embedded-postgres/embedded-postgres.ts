import { join, resolve } from 'node:path';
import { runCluster, type EmbeddedPostgres } from './cluster-process.js';
import { createCluster } from './create-cluster.js';
import { clusterFolder, createWhole, majorVersion } from './data-folder.js';
import { EmbeddedPostgresFault, explain } from './fault.js';
import { stopLeftOver } from './left-over.js';
import { runnableBinaries } from './native-binaries.js';
import { ownerOf, userForPostgres } from './operating-user.js';

const majorVersionWanted = '18';

export interface EmbeddedPostgresOptions {
  /** The installation's folder. PostgreSQL's files lie in `postgres` below it, or where `postgres.location` in it says. */
  readonly dataDir: string;
  /** Of the superuser; set when the cluster is made, and asked of every connection ever after (scram-sha-256). */
  readonly password: string;
  /** What PostgreSQL prints is appended here; without it, to `postgres.log` in `dataDir`. */
  readonly logFile?: string;
  /** Loopback port; without it a free one. */
  readonly port?: number;
  /** 200 when not given. */
  readonly maxConnections?: number;
  /** `false` turns fsync off: for tests whose data may die with the machine, never for a person's data. */
  readonly durable?: boolean;
  readonly onProgress?: (step: 'left-over-stopped' | 'creating' | 'starting') => void;
}

/**
 * Starts PostgreSQL 18 from the binaries that npm installed, for one installation folder, on loopback only.
 *
 * Works as root (PostgreSQL itself then runs as an unprivileged user) and as an ordinary user. A PostgreSQL left over from a killed run
 * on the same folder is stopped first. Callers MUST hold the installation's lock: a PostgreSQL found running is taken for a left-over.
 *
 * @throws EmbeddedPostgresFault with one sentence for the user, for every fault that he can do something about.
 */
export async function startEmbeddedPostgres(options: EmbeddedPostgresOptions): Promise<EmbeddedPostgres> {
  const dataDir = resolve(options.dataDir);
  try {
    const newUser = userForPostgres();
    const folder = await clusterFolder(dataDir, newUser);
    const made = await majorVersion(folder);
    const user = made === undefined ? newUser : await ownerOf(folder);
    refuseOtherVersion(made, folder);
    const binaries = await runnableBinaries(user);
    if ((await stopLeftOver(folder)) === 'stopped') options.onProgress?.('left-over-stopped');
    if (made === undefined) {
      options.onProgress?.('creating');
      await createWhole(folder, user, (empty) => createCluster(binaries, empty, options, user));
    }
    options.onProgress?.('starting');
    return await runCluster({ ...options, binaries, folder, user, logFile: options.logFile ?? join(dataDir, 'postgres.log') });
  } catch (cause) {
    throw explain(`writing PostgreSQL's data below ${dataDir}`, `写入 ${dataDir} 下的 PostgreSQL 数据`, cause);
  }
}

function refuseOtherVersion(made: string | undefined, folder: string): void {
  if (made === undefined || made === majorVersionWanted) return;
  throw new EmbeddedPostgresFault(
    'OTHER_MAJOR_VERSION',
    `The data in ${folder} was made by PostgreSQL ${made}; this version of Huying needs PostgreSQL ${majorVersionWanted}. See the changelog on upgrading.`,
    `${folder} 中的数据由 PostgreSQL ${made} 创建，本版本需要 PostgreSQL ${majorVersionWanted}。升级方法见更新日志。`,
  );
}
