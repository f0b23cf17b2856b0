/** A fault that the user can do something about: one sentence in each language. Printed without a stack trace; exit code 1. */
export class StartFault extends Error {
  override readonly name = 'StartFault';

  constructor(
    en: string,
    readonly zh: string,
    options?: ErrorOptions,
  ) {
    super(en, options);
  }
}

const systemSentences: Readonly<Record<string, readonly [en: string, zh: string]>> = {
  ENOSPC: [
    'The disk is full. Free some space and start again; nothing recorded is lost.',
    '磁盘已满。请腾出空间后重新启动，已记录的数据不会丢失。',
  ],
  EDQUOT: [
    'The disk quota is used up. Free some space and start again; nothing recorded is lost.',
    '磁盘配额已用尽。请腾出空间后重新启动，已记录的数据不会丢失。',
  ],
  EROFS: [
    'The disk is read-only. Set HUYING_DATA_DIR to a folder that can be written.',
    '磁盘为只读。请将 HUYING_DATA_DIR 设为可写的文件夹。',
  ],
  EACCES: [
    'The data folder belongs to another user. Set HUYING_DATA_DIR to a folder of your own, or start as its owner.',
    '数据文件夹属于其他用户。请将 HUYING_DATA_DIR 设为自己的文件夹，或以其所有者身份启动。',
  ],
  ENOTDIR: ['HUYING_DATA_DIR does not name a folder.', 'HUYING_DATA_DIR 不是文件夹。'],
  EEXIST: ['HUYING_DATA_DIR does not name a folder.', 'HUYING_DATA_DIR 不是文件夹。'],
};

/** What to print for any fault: sentences where it is the user's to mend; a bug keeps its stack. */
export function sentencesFor(fault: unknown): readonly string[] {
  if (!(fault instanceof Error)) return [String(fault)];
  if ('zh' in fault && typeof fault.zh === 'string') return [fault.message, fault.zh];
  if (fault.name === 'ConfigurationFault') return [fault.message];
  const { code } = fault as NodeJS.ErrnoException;
  const known = code === 'EPERM' ? systemSentences['EACCES'] : systemSentences[code ?? ''];
  return known ?? [fault.stack ?? fault.message];
}
