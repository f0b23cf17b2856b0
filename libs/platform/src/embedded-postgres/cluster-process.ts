import type { ChildProcess } from 'node:child_process';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { Client } from 'pg';
import { hasEnded, owned, sizeOf, spawnServer, textSince, type OwnedServer } from '../embedded-server/server-process.js';
import { EmbeddedPostgresFault } from './fault.js';
import { freePort } from './free-port.js';
import type { OperatingUser } from './operating-user.js';
import { endPostgres, readPostmaster } from './postmaster.js';
import { adminUrl } from './superuser.js';

/** It is stopped by its fast shutdown. */
export interface EmbeddedPostgres extends OwnedServer {
  readonly port: number;
  /** Where PostgreSQL's own files lie. */
  readonly folder: string;
  /** URL of the superuser for one database; `postgres` when not given. */
  url(database?: string): string;
}

interface Cluster {
  readonly binaries: string;
  readonly folder: string;
  readonly user: OperatingUser | undefined;
  readonly logFile: string;
  readonly password: string;
  readonly port?: number;
  readonly maxConnections?: number;
  readonly durable?: boolean;
}

/** Recovery after a kill can take this long on a slow disk with much written. */
const startPatienceMs = 120_000;
const attempts = 5;
/** All hold up to 91 over Kafka. One that is killed and started anew needs its own before PostgreSQL has missed the dead one's. */
const defaultMaxConnections = 200;

/** Faults that pass by themselves: a port lost to another program, memory that backends of a killed postmaster still hold. */
const passing = /Address already in use|pre-existing shared memory block|lock file .* already exists/;

/** Starts the cluster's server and resolves when it takes connections. */
export async function runCluster(cluster: Cluster): Promise<EmbeddedPostgres> {
  for (let attempt = 1; ; attempt++) {
    const logStart = await sizeOf(cluster.logFile);
    const port = cluster.port ?? (await freePort());
    const server = spawnCluster(cluster, port);
    try {
      await untilReady(cluster, port, server);
      return {
        ...owned(server, endPostgres),
        port,
        folder: cluster.folder,
        url: (database = 'postgres') => adminUrl(cluster.password, port, database),
      };
    } catch (fault) {
      if (server.pid !== undefined && !hasEnded(server)) await endPostgres(server.pid);
      if (fault instanceof EmbeddedPostgresFault) throw fault;
      const said = await textSince(cluster.logFile, logStart);
      if (attempt === attempts || !passing.test(said)) throw new Error(reasonIn(said), { cause: fault });
      await pause(attempt * 200);
    }
  }
}

function spawnCluster({ binaries, folder, user, logFile, maxConnections, durable }: Cluster, port: number): ChildProcess {
  const settings = {
    listen_addresses: '127.0.0.1',
    port: String(port),
    unix_socket_directories: '',
    max_connections: String(maxConnections ?? defaultMaxConnections),
    shared_buffers: '64MB',
    password_encryption: 'scram-sha-256',
    timezone: 'UTC',
    log_timezone: 'UTC',
    // A failed statement's values must not reach a log file: no statement texts, no parameters, no DETAIL lines.
    log_min_error_statement: 'panic',
    log_parameter_max_length_on_error: '0',
    log_error_verbosity: 'terse',
    ...(durable === false ? { fsync: 'off', full_page_writes: 'off', synchronous_commit: 'off' } : {}),
  };
  const args = Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
  return spawnServer({
    program: join(binaries, 'bin', 'postgres'),
    args: ['-D', folder, ...args],
    logFile,
    env: { LC_ALL: 'C', TZ: 'UTC' },
    user,
  });
}

async function untilReady({ folder, password }: Cluster, port: number, server: ChildProcess): Promise<void> {
  const until = Date.now() + startPatienceMs;
  while (Date.now() < until) {
    if (server.pid === undefined || hasEnded(server)) throw new Error('PostgreSQL ended while starting');
    const postmaster = await readPostmaster(folder);
    if (postmaster?.pid === server.pid && postmaster.ready) {
      await signIn(adminUrl(password, port, 'postgres'), folder);
      return;
    }
    await pause(25);
  }
  throw new Error(`PostgreSQL was not ready after ${String(startPatienceMs / 1000)} seconds`);
}

async function signIn(url: string, folder: string): Promise<void> {
  const client = new Client({ connectionString: url });
  try {
    await client.connect();
  } catch (cause) {
    if ((cause as { code?: string }).code !== '28P01') throw cause;
    throw new EmbeddedPostgresFault(
      'WRONG_PASSWORD',
      `The data in ${folder} has another password than the secrets folder says. Put back the secrets that belong to this data.`,
      `${folder} 中的数据与 secrets 文件夹中的密码不符。请恢复与这份数据对应的 secrets。`,
      cause,
    );
  } finally {
    await client.end().catch(() => undefined);
  }
}

/** PostgreSQL's own sentence for why it ended. */
const reasonIn = (said: string): string => said.split('\n').findLast((line) => /FATAL|PANIC|ERROR|error/.test(line)) ?? said;
