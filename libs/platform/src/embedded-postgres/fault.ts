/** Why PostgreSQL could not be run here, as one sentence that says what to do, in both languages. Never a stack trace for the user. */
export class EmbeddedPostgresFault extends Error {
  override readonly name = 'EmbeddedPostgresFault';

  constructor(
    readonly code: EmbeddedPostgresFaultCode,
    en: string,
    readonly zh: string,
    cause?: unknown,
  ) {
    super(en, { cause });
  }
}

export type EmbeddedPostgresFaultCode =
  | 'DISK_FULL'
  | 'DISK_READ_ONLY'
  | 'NOT_PERMITTED'
  | 'NO_BINARIES'
  | 'BINARIES_DO_NOT_RUN'
  | 'OTHER_MAJOR_VERSION'
  | 'WRONG_PASSWORD'
  | 'PORT_TAKEN'
  | 'STILL_RUNNING'
  | 'DID_NOT_START';

/** Recognises a cause that a person can do something about, in a system error or in PostgreSQL's own words. */
export function explain(doing: string, doingZh: string, cause: unknown): EmbeddedPostgresFault {
  if (cause instanceof EmbeddedPostgresFault) return cause;
  const words = cause instanceof Error ? cause.message : String(cause);
  if (/ENOSPC|EDQUOT|No space left on device|Disk quota exceeded/.test(words)) {
    return new EmbeddedPostgresFault(
      'DISK_FULL',
      `The disk is full: ${doing} was not possible. Free some space and start again; nothing recorded is lost.`,
      `磁盘已满：无法${doingZh}。请腾出空间后重新启动，已记录的数据不会丢失。`,
      cause,
    );
  }
  if (/EROFS|Read-only file system/.test(words)) {
    return new EmbeddedPostgresFault(
      'DISK_READ_ONLY',
      `The disk is read-only: ${doing} was not possible. Set HUYING_DATA_DIR to a folder that can be written.`,
      `磁盘为只读：无法${doingZh}。请将 HUYING_DATA_DIR 设为可写的文件夹。`,
      cause,
    );
  }
  if (/EACCES|EPERM|Permission denied|Operation not permitted/.test(words)) {
    return new EmbeddedPostgresFault(
      'NOT_PERMITTED',
      `Not permitted: ${doing} was not possible. Set HUYING_DATA_DIR to a folder of your own, or start as the user who owns it.`,
      `权限不足：无法${doingZh}。请将 HUYING_DATA_DIR 设为自己的文件夹，或以其所有者身份启动。`,
      cause,
    );
  }
  if (/Address already in use|could not create any TCP\/IP sockets/.test(words)) {
    return new EmbeddedPostgresFault(
      'PORT_TAKEN',
      'The port that PostgreSQL was to use on 127.0.0.1 is taken by another program. Start again to use another one.',
      'PostgreSQL 要使用的 127.0.0.1 端口已被其他程序占用。请重新启动以使用其他端口。',
      cause,
    );
  }
  const lastLine =
    words
      .trim()
      .split('\n')
      .findLast((line) => line.trim() !== '') ?? '';
  return new EmbeddedPostgresFault(
    'DID_NOT_START',
    `PostgreSQL did not start (${doing}): ${lastLine}`,
    `PostgreSQL 未能启动（${doingZh}）：${lastLine}`,
    cause,
  );
}
