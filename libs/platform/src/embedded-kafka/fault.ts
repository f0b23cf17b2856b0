/** Why a broker could not be run here, as one sentence that says what to do, in both languages. Never a stack trace for the user. */
export class EmbeddedKafkaFault extends Error {
  override readonly name = 'EmbeddedKafkaFault';

  constructor(
    readonly code: EmbeddedKafkaFaultCode,
    en: string,
    readonly zh: string,
    cause?: unknown,
  ) {
    super(en, { cause });
  }
}

export type EmbeddedKafkaFaultCode =
  | 'NO_JAVA'
  | 'JAVA_TOO_OLD'
  | 'NO_MAVEN'
  | 'JARS_NOT_FETCHED'
  | 'DISK_FULL'
  | 'DISK_READ_ONLY'
  | 'NOT_PERMITTED'
  | 'PORT_TAKEN'
  | 'STILL_RUNNING'
  | 'DID_NOT_START';

/** Recognises a cause that a person can do something about, in a system error or in the words of Java, Maven or Kafka. */
export function explain(doing: string, doingZh: string, cause: unknown): EmbeddedKafkaFault {
  if (cause instanceof EmbeddedKafkaFault) return cause;
  const words = cause instanceof Error ? cause.message : String(cause);
  const known = knownCauses.find(({ pattern }) => pattern.test(words));
  if (known !== undefined) return new EmbeddedKafkaFault(known.code, known.en(doing), known.zh(doingZh), cause);
  const lastLine = words.split('\n').findLast((line) => /\S/.test(line) && !/^\s+at /.test(line)) ?? '';
  return new EmbeddedKafkaFault(
    'DID_NOT_START',
    `The Kafka broker did not start (${doing}): ${lastLine.trim()}`,
    `Kafka 未能启动（${doingZh}）：${lastLine.trim()}`,
    cause,
  );
}

const knownCauses: readonly {
  readonly code: EmbeddedKafkaFaultCode;
  readonly pattern: RegExp;
  readonly en: (doing: string) => string;
  readonly zh: (doing: string) => string;
}[] = [
  {
    code: 'DISK_FULL',
    pattern: /ENOSPC|EDQUOT|No space left on device|Disk quota exceeded/,
    en: (doing) => `The disk is full: ${doing} was not possible. Free some space and start again; nothing recorded is lost.`,
    zh: (doing) => `磁盘已满：无法${doing}。请腾出空间后重新启动，已记录的数据不会丢失。`,
  },
  {
    code: 'DISK_READ_ONLY',
    pattern: /EROFS|Read-only file system/,
    en: (doing) => `The disk is read-only: ${doing} was not possible. Set HUYING_DATA_DIR to a folder that can be written.`,
    zh: (doing) => `磁盘为只读：无法${doing}。请将 HUYING_DATA_DIR 设为可写的文件夹。`,
  },
  {
    code: 'NOT_PERMITTED',
    pattern: /EACCES|EPERM|Permission denied|AccessDeniedException/,
    en: (doing) =>
      `Not permitted: ${doing} was not possible. Set HUYING_DATA_DIR to a folder of your own, or start as the user who owns it.`,
    zh: (doing) => `权限不足：无法${doing}。请将 HUYING_DATA_DIR 设为自己的文件夹，或以其所有者身份启动。`,
  },
  {
    code: 'PORT_TAKEN',
    pattern: /Address already in use/,
    en: () => 'The port that the Kafka broker was to use on 127.0.0.1 is taken by another program. Start again to use another one.',
    zh: () => 'Kafka 要使用的 127.0.0.1 端口已被其他程序占用。请重新启动以使用其他端口。',
  },
];
