import { sentencesFor } from '@huying/start';

/** A fault that the person at the keyboard can do something about: one sentence in each language, exit code 1, no stack trace. */
export class BackupFault extends Error {
  override readonly name = 'BackupFault';

  constructor(
    en: string,
    readonly zh: string,
    options?: ErrorOptions,
  ) {
    super(en, options);
  }
}

/** No such database, schema or table. */
const neverStarted: readonly [en: string, zh: string] = [
  'This installation has never been started to the end, so its databases are not whole. Run npm start once, and then this command again.',
  '该系统从未完整启动过，数据库尚不完整。请先运行一次 npm start，再运行本命令。',
];

const systemSentences: Readonly<Record<string, readonly [en: string, zh: string]>> = {
  ENOSPC: [
    'The disk is full. Nothing of this counts as a backup or as restored. Free some space, or name a folder on another disk, and run the command again.',
    '磁盘已满。本次结果不算备份，也不算已恢复。请腾出空间或换到其他磁盘的文件夹，然后重新运行。',
  ],
  EDQUOT: [
    'The disk quota is used up. Nothing of this counts as a backup or as restored. Free some space and run the command again.',
    '磁盘配额已用尽。本次结果不算备份，也不算已恢复。请腾出空间后重新运行。',
  ],
  EROFS: ['That disk is read-only. Name a folder that can be written.', '该磁盘为只读。请指定可写的文件夹。'],
  EACCES: [
    'A folder belongs to another user. Run the command as the user who starts Huying, and name a folder that he may write.',
    '文件夹属于其他用户。请以启动呼应的用户运行，并指定其可写的文件夹。',
  ],
  ENOTDIR: ['A file stands where a folder is needed. Name another folder.', '需要文件夹的位置上是一个文件。请指定其他文件夹。'],
  '3D000': neverStarted,
  '3F000': neverStarted,
  '42P01': neverStarted,
  ECONNREFUSED: [
    'PostgreSQL went away in the middle of it. Start Huying again, or stop it, and run the command again.',
    '过程中 PostgreSQL 已退出。请重新启动或停止呼应，然后再次运行。',
  ],
};

/** What to print for any fault: sentences where it is the person's to mend; a bug keeps its stack. */
export function sentencesOf(fault: unknown): readonly string[] {
  const code = fault instanceof Error && 'code' in fault ? String(fault.code) : '';
  const known = systemSentences[code === 'EPERM' ? 'EACCES' : code];
  if (known === undefined) return sentencesFor(fault);
  const path = (fault as NodeJS.ErrnoException).path;
  return path === undefined ? known : [...known, path];
}
