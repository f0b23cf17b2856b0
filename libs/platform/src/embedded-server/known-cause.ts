/** What kept a server from running here, as one sentence that says what to do, in both languages. */
export interface KnownCause {
  readonly code: 'DISK_FULL' | 'DISK_READ_ONLY' | 'NOT_PERMITTED' | 'PORT_TAKEN';
  readonly en: string;
  readonly zh: string;
}

/** What was being done, in both languages, and by which server. */
export interface Doing {
  readonly server: string;
  readonly en: string;
  readonly zh: string;
}

/** Recognises a cause that a person can do something about, in the words of the system or of the server. */
export function knownCauseIn(words: string, doing: Doing): KnownCause | undefined {
  return causes.find(({ pattern }) => pattern.test(words))?.tell(doing);
}

const causes: readonly { readonly pattern: RegExp; readonly tell: (doing: Doing) => KnownCause }[] = [
  {
    pattern: /ENOSPC|EDQUOT|No space left on device|Disk quota exceeded/,
    tell: ({ en, zh }) => ({
      code: 'DISK_FULL',
      en: `The disk is full: ${en} was not possible. Free some space and start again; nothing recorded is lost.`,
      zh: `磁盘已满：无法${zh}。请腾出空间后重新启动，已记录的数据不会丢失。`,
    }),
  },
  {
    pattern: /EROFS|Read-only file system/,
    tell: ({ en, zh }) => ({
      code: 'DISK_READ_ONLY',
      en: `The disk is read-only: ${en} was not possible. Set HUYING_DATA_DIR to a folder that can be written.`,
      zh: `磁盘为只读：无法${zh}。请将 HUYING_DATA_DIR 设为可写的文件夹。`,
    }),
  },
  {
    pattern: /EACCES|EPERM|Permission denied|Operation not permitted|AccessDeniedException/,
    tell: ({ en, zh }) => ({
      code: 'NOT_PERMITTED',
      en: `Not permitted: ${en} was not possible. Set HUYING_DATA_DIR to a folder of your own, or start as the user who owns it.`,
      zh: `权限不足：无法${zh}。请将 HUYING_DATA_DIR 设为自己的文件夹，或以其所有者身份启动。`,
    }),
  },
  {
    pattern: /Address already in use|could not create any TCP\/IP sockets/,
    tell: ({ server }) => ({
      code: 'PORT_TAKEN',
      en: `The port that ${server} was to use on 127.0.0.1 is taken by another program. Start again to use another one.`,
      zh: `${server} 要使用的 127.0.0.1 端口已被其他程序占用。请重新启动以使用其他端口。`,
    }),
  },
];

/** The last thing that was said, which is no place in a program. */
export const lastWords = (words: string): string =>
  (words.split('\n').findLast((line) => /\S/.test(line) && !/^\s+at /.test(line)) ?? '').trim();
