import { createHash, type Hash } from 'node:crypto';
import { createReadStream, createWriteStream } from 'node:fs';
import { mkdir, open, readdir, rename, rm, rmdir, stat, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { Transform, type Readable, type TransformCallback } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGzip } from 'node:zlib';
import { BackupFault } from '../backup-fault.js';
import { manifestFile, sumsFile } from './manifest.js';

/** Lies in a folder that is being written; a folder that holds it may be thrown away. */
export const unfinishedMark = 'UNFINISHED';

/**
 * Writes one folder of a backup beside its place, and gives it its name when all of it is on the disk and has been checked. Every file's
 * digest is taken while it is written, and the manifest is written last: what was interrupted can be mistaken for a backup by nobody.
 */
export class FolderWriter {
  private readonly sums: string[] = [];

  private constructor(
    private readonly target: string,
    private readonly draft: string,
  ) {}

  /** @throws BackupFault where something lies at `target` already. */
  static async begin(target: string): Promise<FolderWriter> {
    await refuseUsed(target);
    const draft = `${target}.part`;
    await removeUnfinished(draft);
    await mkdir(draft, { recursive: true, mode: 0o700 });
    await writeFile(join(draft, unfinishedMark), 'This backup was interrupted and is not whole. 此备份已中断，不完整。\n');
    return new FolderWriter(target, draft);
  }

  /** A folder with a manifest of its own inside this one: it gets its name together with this one. */
  async inside(name: string): Promise<FolderWriter> {
    const folder = join(this.draft, name);
    await mkdir(folder, { mode: 0o700 });
    return new FolderWriter(folder, folder);
  }

  /** Where the folder lies until it gets its name. */
  get unfinished(): string {
    return this.draft;
  }

  /** @param onBytes told of what was read, before it is compressed. */
  async write(
    path: string,
    content: Readable,
    { gzip = false, onBytes }: { readonly gzip?: boolean; readonly onBytes?: (bytes: number) => void } = {},
  ): Promise<void> {
    const file = join(this.draft, path);
    await mkdir(dirname(file), { recursive: true, mode: 0o700 });
    const sum = createHash('sha256');
    const compression = gzip ? [createGzip({ level: 1 })] : [];
    await pipeline([
      content,
      ...(onBytes === undefined ? [] : [counting(onBytes)]),
      ...compression,
      digesting(sum),
      createWriteStream(file, { mode: 0o600, flush: true }),
    ]);
    this.sums.push(`${sum.digest('hex')}  ${path}\n`);
  }

  async copy(path: string, source: string, onBytes?: (bytes: number) => void): Promise<void> {
    await this.write(path, createReadStream(source), onBytes === undefined ? {} : { onBytes });
  }

  /** @param manifest gets the digest of the list of digests. */
  async finish(manifest: object): Promise<void> {
    const list = this.sums.join('');
    await this.durably(sumsFile, list);
    const sums = createHash('sha256').update(list).digest('hex');
    await this.durably(manifestFile, `${JSON.stringify({ ...manifest, sums }, undefined, 2)}\n`);
  }

  /** To be called when the finished folder has been checked. */
  async giveName(): Promise<void> {
    if (this.draft === this.target) return;
    await rm(join(this.draft, unfinishedMark));
    await rmdir(this.target).catch(absent);
    await rename(this.draft, this.target);
    const parent = await open(dirname(this.target), 'r');
    await parent.sync().finally(() => parent.close());
  }

  private async durably(name: string, text: string): Promise<void> {
    await writeFile(join(this.draft, name), text, { mode: 0o600, flush: true });
  }
}

function counting(onBytes: (bytes: number) => void): Transform {
  return passing((chunk) => onBytes(chunk.length));
}

function digesting(sum: Hash): Transform {
  return passing((chunk) => sum.update(chunk));
}

const passing = (look: (chunk: Buffer) => unknown): Transform =>
  new Transform({
    transform(chunk: Buffer, _encoding, done: TransformCallback) {
      look(chunk);
      done(undefined, chunk);
    },
  });

/** An empty folder may be used; anything else is somebody's. */
async function refuseUsed(target: string): Promise<void> {
  const present = await readdir(target).catch(absent);
  if (present === undefined || present.length === 0) return;
  throw new BackupFault(
    `${target} is there already and not empty. Every backup gets a folder of its own: name one that does not exist yet.`,
    `${target} 已存在且非空。每次备份使用单独的文件夹：请指定一个尚不存在的文件夹。`,
  );
}

async function removeUnfinished(draft: string): Promise<void> {
  if ((await stat(draft).catch(absent)) === undefined) return;
  const ours = await stat(join(draft, unfinishedMark)).catch(absent);
  if (ours === undefined) {
    throw new BackupFault(
      `${draft} is there already, and no backup of ours left it. Move it away, or name another folder.`,
      `${draft} 已存在，且不是本程序遗留的备份。请移走它，或指定其他文件夹。`,
    );
  }
  await rm(draft, { recursive: true });
}

function absent(fault: unknown): undefined {
  if ((fault as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
  throw fault;
}
