import { spawn } from 'node:child_process';
import { chown, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { OperatingUser } from './operating-user.js';
import { superuser } from './superuser.js';

/** Runs initdb in an empty folder: a cluster that asks everyone for a password, never trust. */
export async function createCluster(
  binaries: string,
  folder: string,
  options: { readonly password: string; readonly durable?: boolean },
  user: OperatingUser | undefined,
): Promise<void> {
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
