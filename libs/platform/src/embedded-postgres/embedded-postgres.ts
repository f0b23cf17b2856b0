import { spawn, type ChildProcess } from 'node:child_process';
import { appendFileSync, closeSync, openSync } from 'node:fs';
import { mkdtemp, open, rm, writeFile, chown, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { Client } from 'pg';
import { clusterFolder, createWhole, majorVersion } from './data-folder.js';
import { EmbeddedPostgresFault, explain } from './fault.js';
import { freePort } from './free-port.js';
import { runnableBinaries } from './native-binaries.js';
import { ownerOf, userForPostgres, type OperatingUser } from './operating-user.js';
import { endPostgres, readPostmaster, stopLeftOver } from './postmaster.js';

const majorVersionWanted = '18';
const superuser = 'huying_admin';
/** Recovery after a kill can take this long on a slow disk with much written. */
const startPatienceMs = 120_000;

export interface EmbeddedPostgresOptions {
  /** The installation's folder. PostgreSQL's files lie in `postgres` below it, or where `postgres.location` in it says. */
  readonly dataDir: string;
  /** Of the superuser; set when the cluster is made, and asked of every connection ever after (scram-sha-256). */
  readonly password: string;
  /** What PostgreSQL prints is appended here; without it, to `postgres.log` in `dataDir`. */
  readonly logFile?: string;
  /** Loopback port; without it a free one. */
  readonly port?: number;
  /** 100 when not given. */
  readonly maxConnections?: number;
  /** `false` turns fsync off: for tests whose data may die with the machine, never for a person's data. */
  readonly durable?: boolean;
  readonly onProgress?: (step: 'left-over-stopped' | 'creating' | 'starting') => void;
}

export interface EmbeddedPostgres {
  readonly port: number;
  readonly pid: number;
  /** Where PostgreSQL's own files lie. */
  readonly folder: string;
  /** URL of the superuser for one database; `postgres` when not given. */
  url(database?: string): string;
  /** Resolves when the process has ended, asked or not. */
  readonly ended: Promise<{ readonly code: number | null; readonly signal: string | null }>;
  /** Fast shutdown; resolves when the process has ended. */
  stop(): Promise<void>;
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
      await createWhole(folder, user, (empty) => initialise(binaries, empty, options, user));
    }
    options.onProgress?.('starting');
    return await runCluster({ binaries, folder, user, logFile: options.logFile ?? join(dataDir, 'postgres.log'), options });
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

async function initialise(binaries: string, folder: string, options: EmbeddedPostgresOptions, user: OperatingUser | undefined): Promise<void> {
  const secret = await mkdtemp(join(tmpdir(), 'huying-initdb-'));
  try {
    const passwordFile = join(secret, 'password');
    await writeFile(passwordFile, `${options.password}\n`, { mode: 0o600 });
    if (user !== undefined) {
      await chown(passwordFile, user.uid, user.gid);
      await chown(secret, user.uid, user.gid);
    }
    await run(
      join(binaries, 'bin', 'initdb'),
      [
        `--pgdata=${folder}`,
        `--username=${superuser}`,
        `--pwfile=${passwordFile}`,
        '--auth=scram-sha-256',
        '--encoding=UTF8',
        // The same order and case rules on every machine, whatever locales its system has.
        '--locale=C',
        '--locale-provider=builtin',
        '--builtin-locale=C.UTF-8',
        ...(options.durable === false ? ['--no-sync'] : []),
      ],
      user,
    );
  } finally {
    await rm(secret, { recursive: true, force: true });
  }
}

function run(program: string, args: readonly string[], user: OperatingUser | undefined): Promise<void> {
  return new Promise((done, fail) => {
    const child = spawn(program, args, { cwd: '/', stdio: ['ignore', 'ignore', 'pipe'], env: { LC_ALL: 'C', TZ: 'UTC' }, ...user });
    let errors = '';
    child.stderr.on('data', (chunk: Buffer) => (errors += chunk.toString()));
    child.once('error', fail);
    child.once('close', (code) => {
      if (code === 0) done();
      else fail(new Error(errors));
    });
  });
}

interface Cluster {
  readonly binaries: string;
  readonly folder: string;
  readonly user: OperatingUser | undefined;
  readonly logFile: string;
  readonly options: EmbeddedPostgresOptions;
}

async function runCluster(cluster: Cluster): Promise<EmbeddedPostgres> {
  const attempts = 5;
  for (let attempt = 1; ; attempt++) {
    const port = cluster.options.port ?? (await freePort());
    const logStart = await stat(cluster.logFile).then(
      ({ size }) => size,
      () => 0,
    );
    const child = spawnPostgres(cluster, port);
    const ended = new Promise<{ code: number | null; signal: string | null }>((resolveEnd) => {
      child.once('error', () => resolveEnd({ code: null, signal: null }));
      child.once('exit', (code, signal) => resolveEnd({ code, signal }));
    });
    try {
      await untilReady(cluster, port, child);
      return running(cluster, port, child, ended);
    } catch (fault) {
      if (child.pid !== undefined && child.exitCode === null && child.signalCode === null) await endPostgres(child.pid);
      if (fault instanceof EmbeddedPostgresFault) throw fault;
      const said = await since(cluster.logFile, logStart);
      // A port lost to another program, and backends of a killed postmaster that still hold its shared memory, pass by themselves.
      const passing = /Address already in use|pre-existing shared memory block|lock file .* already exists/.test(said);
      if (!passing || attempt === attempts) throw new Error(said.split('\n').findLast((line) => /FATAL|PANIC|ERROR/.test(line)) ?? said, { cause: fault });
      await pause(attempt * 200);
    }
  }
}

function spawnPostgres({ binaries, folder, user, logFile, options }: Cluster, port: number): ChildProcess {
  const settings = {
    listen_addresses: '127.0.0.1',
    port: String(port),
    unix_socket_directories: '',
    max_connections: String(options.maxConnections ?? 100),
    shared_buffers: '64MB',
    password_encryption: 'scram-sha-256',
    timezone: 'UTC',
    log_timezone: 'UTC',
    // A failed statement's values must not reach a log file: no statement texts, no parameters, no DETAIL lines.
    log_min_error_statement: 'panic',
    log_parameter_max_length_on_error: '0',
    log_error_verbosity: 'terse',
    ...(options.durable === false ? { fsync: 'off', full_page_writes: 'off', synchronous_commit: 'off' } : {}),
  };
  appendFileSync(logFile, '');
  const log = openSync(logFile, 'a', 0o600);
  try {
    // A process group of its own: Ctrl-C in a terminal reaches the launcher, which stops the services before their database.
    return spawn(join(binaries, 'bin', 'postgres'), ['-D', folder, ...Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`])], {
      cwd: '/',
      detached: true,
      stdio: ['ignore', log, log],
      env: { LC_ALL: 'C', TZ: 'UTC' },
      ...user,
    });
  } finally {
    closeSync(log);
  }
}

async function untilReady({ folder, options }: Cluster, port: number, child: ChildProcess): Promise<void> {
  for (const until = Date.now() + startPatienceMs; Date.now() < until; await pause(25)) {
    if (child.exitCode !== null || child.signalCode !== null || child.pid === undefined) throw new Error('PostgreSQL ended while starting');
    const postmaster = await readPostmaster(folder);
    if (postmaster?.pid === child.pid && postmaster.ready) {
      await signIn(adminUrl(options.password, port, 'postgres'), folder);
      return;
    }
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

function running(
  { folder, options }: Cluster,
  port: number,
  child: ChildProcess,
  ended: EmbeddedPostgres['ended'],
): EmbeddedPostgres {
  const { pid } = child;
  if (pid === undefined) throw new Error('PostgreSQL has no process');
  child.unref();
  return {
    port,
    pid,
    folder,
    ended,
    url: (database = 'postgres') => adminUrl(options.password, port, database),
    async stop() {
      child.ref();
      if (child.exitCode === null && child.signalCode === null) await endPostgres(pid);
      await ended;
    },
  };
}

const adminUrl = (password: string, port: number, database: string): string =>
  `postgresql://${superuser}:${encodeURIComponent(password)}@127.0.0.1:${String(port)}/${database}`;

async function since(logFile: string, start: number): Promise<string> {
  const file = await open(logFile, 'r');
  try {
    const { buffer, bytesRead } = await file.read({ position: start, buffer: Buffer.alloc(64 * 1024) });
    return buffer.subarray(0, bytesRead).toString('utf8');
  } finally {
    await file.close();
  }
}
