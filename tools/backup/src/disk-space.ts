import { statfs } from 'node:fs/promises';
import { dirname } from 'node:path';
import { BackupFault } from './backup-fault.js';

/** Bytes that an ordinary user may still write where `path` lies or will lie. */
export async function freeBytes(path: string): Promise<number> {
  for (let at = path; ; at = dirname(at)) {
    const system = await statfs(at).catch(() => undefined);
    if (system !== undefined) return system.bavail * system.bsize;
    if (at === dirname(at)) return 0;
  }
}

/** @throws BackupFault before anything is written. */
export function requireSpace(path: string, free: number, needed: number): void {
  if (free >= needed) return;
  throw new BackupFault(
    `There is not enough room at ${path}: up to ${megabytes(needed)} MB are needed, ${megabytes(free)} MB are free. Free some space, or name a folder on another disk. Nothing was written.`,
    `${path} 空间不足：最多需要 ${megabytes(needed)} MB，可用 ${megabytes(free)} MB。请腾出空间或换到其他磁盘。尚未写入任何内容。`,
  );
}

const megabytes = (bytes: number): string => String(Math.ceil(bytes / 1_000_000));
