import { execFile, spawnSync } from 'node:child_process';
import { mkdir, open, rm, rmdir } from 'node:fs/promises';
import { join } from 'node:path';
import { geteuid, platform } from 'node:process';
import { promisify } from 'node:util';

const run = promisify(execFile);

/** A disk (tmpfs) so small that it can be filled within a second, and emptied again. */
export interface SmallDisk {
  readonly folder: string;
  /** Takes every byte that is left. */
  fill(): Promise<void>;
  /** Gives back what `fill` took. */
  free(): Promise<void>;
  unmount(): Promise<void>;
}

/** Why no disk can be mounted here; undefined where one can. */
export function whyNoSmallDisk(): string | undefined {
  if (platform !== 'linux' || geteuid?.() !== 0) return 'a small disk can only be mounted by root, on Linux';
  if (spawnSync('mount', ['--version']).status !== 0) return 'there is no program mount';
  return undefined;
}

/**
 * Mounts one on an empty folder. What is written there is lost when it is unmounted, and fsync costs nothing: it stands for a disk that is
 * full, not for one that is slow.
 */
export async function mountSmallDisk(folder: string, megabytes: number): Promise<SmallDisk> {
  await mkdir(folder, { recursive: true });
  await run('mount', ['-t', 'tmpfs', '-o', `size=${String(megabytes)}m,mode=0755`, 'huying-chaos', folder]);
  const ballast = join(folder, 'ballast');
  return {
    folder,
    fill: () => takeAll(ballast),
    free: () => rm(ballast, { force: true }),
    async unmount() {
      await run('umount', [folder]);
      await rmdir(folder);
    },
  };
}

/** In smaller and smaller pieces, down to one page. */
async function takeAll(file: string): Promise<void> {
  const handle = await open(file, 'a');
  try {
    for (let piece = 4 * 1_048_576; piece >= 4_096; piece /= 4) while (await fits(handle, Buffer.alloc(piece)));
  } finally {
    await handle.close();
  }
}

const fits = (handle: Awaited<ReturnType<typeof open>>, piece: Buffer): Promise<boolean> =>
  handle.write(piece).then(
    ({ bytesWritten }) => bytesWritten === piece.length,
    (fault: unknown) => {
      if ((fault as NodeJS.ErrnoException).code === 'ENOSPC') return false;
      throw fault;
    },
  );
