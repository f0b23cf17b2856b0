import { spawnSync } from 'node:child_process';
import { stat } from 'node:fs/promises';
import { dirname } from 'node:path';
import { geteuid } from 'node:process';

/** The operating-system user that PostgreSQL runs as; `undefined` = whoever started us. */
export interface OperatingUser {
  readonly uid: number;
  readonly gid: number;
}

/** PostgreSQL refuses to run as root, so root runs it as an existing unprivileged user; no user is ever created. */
export function userForPostgres(): OperatingUser | undefined {
  if (geteuid?.() !== 0) return undefined;
  return lookUp('postgres') ?? lookUp('nobody') ?? { uid: 65534, gid: 65534 };
}

/** The user who owns `folder`, when we are root and may become him; otherwise ourselves. */
export async function ownerOf(folder: string): Promise<OperatingUser | undefined> {
  if (geteuid?.() !== 0) return undefined;
  const { uid, gid } = await stat(folder);
  return uid === 0 ? userForPostgres() : { uid, gid };
}

/** True when `user` can walk down every folder above and including `folder`. */
export async function canReach(folder: string, user: OperatingUser | undefined): Promise<boolean> {
  if (user === undefined) return true;
  for (let at = folder; ; at = dirname(at)) {
    const { uid, gid, mode } = await stat(at);
    const mask = uid === user.uid ? 0o100 : gid === user.gid ? 0o010 : 0o001;
    if ((mode & mask) === 0) return false;
    if (at === dirname(at)) return true;
  }
}

function lookUp(name: string): OperatingUser | undefined {
  const [uid, gid] = ['-u', '-g'].map((flag) => spawnSync('id', [flag, name], { encoding: 'utf8' }).stdout.trim());
  if (!uid || !gid || uid === '0') return undefined;
  return { uid: Number(uid), gid: Number(gid) };
}
