import type { DeployableName, ServiceName } from '@huying/contracts';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { BackupFault } from '../backup-fault.js';

/** Rows of a table, or a range of a log, in one file: PostgreSQL's COPY, binary, gzipped. */
export interface RowsFile {
  readonly path: string;
  readonly rows: number;
}

export interface TableCopy {
  readonly schema: string;
  readonly table: string;
  readonly columns: readonly string[];
  readonly files: readonly RowsFile[];
}

export interface DatabaseCopy {
  readonly database: string;
  /** Names of the migrations that had made its tables, in order. */
  readonly migrations: readonly string[];
  readonly tables: readonly TableCopy[];
  readonly sequences: readonly { readonly schema: string; readonly sequence: string; readonly last: string }[];
  /** What the database took on disk, indexes included. */
  readonly bytesOnDisk: number;
}

export const dataFormat = 'huying-backup-1';
export const keysFormat = 'huying-keys-backup-1';

/** `manifest.json` of the data: written last, so a folder without it is no backup. */
export interface DataManifest {
  readonly format: typeof dataFormat;
  /** Whose data it is: the beginning of the SHA-256 of the gateway's public key, hex. Keys and data must belong together. */
  readonly installation: string;
  readonly takenAt: string;
  /** How long appends waited while the moment was fixed. */
  readonly pausedMs: number;
  readonly databases: Readonly<Record<DeployableName, DatabaseCopy>>;
  /** Last position of every log. */
  readonly heads: Readonly<Record<ServiceName, number>>;
  /** How far audit's own copy of every log goes. */
  readonly audited: Readonly<Record<ServiceName, number>>;
  readonly evidence: { readonly files: number; readonly bytes: number };
  /** SHA-256 of `SHA256SUMS`, hex. */
  readonly sums: string;
}

/** `manifest.json` of the keys. */
export interface KeysManifest {
  readonly format: typeof keysFormat;
  readonly installation: string;
  readonly takenAt: string;
  /** Thirty days after they were taken (DESIGN §9): an erasure must not be undone by an old backup of keys. */
  readonly expiresAt: string;
  readonly keys: DatabaseCopy;
  readonly sums: string;
}

export const keysLiveMs = 30 * 24 * 3_600_000;

export const manifestFile = 'manifest.json';
export const sumsFile = 'SHA256SUMS';

/** @throws BackupFault where the folder is no backup, an unfinished one, or one of another kind or version. */
export async function readManifest<Manifest extends DataManifest | KeysManifest>(
  folder: string,
  format: Manifest['format'],
): Promise<Manifest> {
  const text = await readFile(join(folder, manifestFile), 'utf8').catch((fault: unknown) => {
    const { code } = fault as NodeJS.ErrnoException;
    if (code !== 'ENOENT' && code !== 'ENOTDIR') throw fault;
    throw new BackupFault(
      `${folder} is no ${kindOf(format)}: it has no ${manifestFile}. A backup that was interrupted never gets one; take another.`,
      `${folder} 不是${kindZh(format)}：缺少 ${manifestFile}。中断的备份不会有该文件，请重新备份。`,
    );
  });
  const manifest = parsed(text) as Partial<Manifest> | undefined;
  if (manifest?.format === format) return manifest as Manifest;
  throw new BackupFault(
    `${folder} holds ${JSON.stringify(manifest?.format ?? 'something unreadable')}, and this version of Huying reads ${format}. Use the version that made it, or name the right folder.`,
    `${folder} 的格式不是本版本可读取的 ${format}。请使用生成它的版本，或指定正确的文件夹。`,
  );
}

const kindOf = (format: string): string => (format === keysFormat ? 'backup of keys' : 'backup');
const kindZh = (format: string): string => (format === keysFormat ? '密钥备份' : '备份');

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
