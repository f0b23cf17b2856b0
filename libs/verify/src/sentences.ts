import type { PackRefusal } from './pack.js';

/** What each refusal means to the person who holds the file. */
export const sentences: Readonly<Record<PackRefusal, { readonly zh: string; readonly en: string }>> = {
  RECEIPT_MALFORMED: {
    zh: '这不是一份完整的回执文件。请重新下载后再验。',
    en: 'This is not a whole receipt file. Download it again and verify once more.',
  },
  NOTE_MALFORMED: {
    zh: '回执里的检查点不完整或被改动过。',
    en: 'The checkpoint in this receipt is incomplete or was altered.',
  },
  NOTE_SIGNATURE_WRONG: {
    zh: '检查点的签名与所给公钥不符：内容被改动过，或并非该日志所签。',
    en: 'The signature of the checkpoint is wrong: its content was altered, or the log did not sign it.',
  },
  NOTE_SIGNED_BY_NOBODY_KNOWN: {
    zh: '没有所给公钥的签名。请核对公钥（--key）是否属于该日志。',
    en: 'None of the given keys signed this checkpoint. Check that --key is the key of this log.',
  },
  CHECKPOINT_MALFORMED: {
    zh: '签名有效，但检查点内容不符合格式。',
    en: 'The signature holds, but what was signed is no checkpoint.',
  },
  ORIGIN_NOT_THE_SIGNERS: {
    zh: '检查点属于另一本日志，并非所给公钥的日志。',
    en: 'The checkpoint is of another log than the given key signs for.',
  },
  PROOF_WRONG: {
    zh: '证明不成立：这条记录不在该检查点所载的日志中，或记录被改动过。',
    en: 'The proof does not hold: this entry is not in the log of that checkpoint, or it was altered.',
  },
  STATEMENT_MALFORMED: {
    zh: '签名有效，但所签内容不是本系统的声明。',
    en: 'The signature holds, but what was signed is no statement of a ledger.',
  },
  PACK_FOREIGN: {
    zh: '这不是审计包：不是 zip 文件，或其中没有 pack.note 与 files.sha256。请核对是否选错了文件。',
    en: 'This is no audit pack: no zip archive, or one without pack.note and files.sha256. Check that it is the right file.',
  },
  PACK_TRUNCATED: {
    zh: '审计包不完整：末尾被截断，或其后另有内容。请重新下载后再验。',
    en: 'The pack does not end as it must: it was cut off, or something was added behind it. Download it again and verify once more.',
  },
  PACK_ENCRYPTED: {
    zh: '该压缩包已加密；审计包从不加密。请向出具单位索取未加密的原件。',
    en: 'The archive is encrypted, which no audit pack is. Ask its issuer for the original.',
  },
  PACK_PATH_UNSAFE: {
    zh: '压缩包内的路径会写到文件夹之外，或在某些系统上无效。请勿解压，并告知出具单位。',
    en: 'A path in the archive leads out of its folder, or is invalid on some system. Do not unpack it, and tell its issuer.',
  },
  PACK_PATH_TWICE: {
    zh: '同一路径出现两次：不同程序会读到不同内容。请勿采信，并告知出具单位。',
    en: 'A path stands twice: two programs would read two contents. Do not rely on it, and tell its issuer.',
  },
  PACK_UNPACKS_TOO_LARGE: {
    zh: '解压后远大于压缩包应有的大小，可能意在耗尽磁盘或内存。请勿解压，并告知出具单位。',
    en: 'It unpacks to far more than a pack of its length does, perhaps to fill a disk or memory. Do not unpack it, and tell its issuer.',
  },
  PACK_MALFORMED: {
    zh: '压缩包的结构有误或自相矛盾。请重新下载后再验；若仍如此，请告知出具单位。',
    en: 'The archive is malformed or contradicts itself. Download it again; if that does not help, tell its issuer.',
  },
  PACK_FILE_MISSING: {
    zh: '审计包缺少该文件：封装之后被取出。',
    en: 'The pack lacks this file: it was taken out after the pack was sealed.',
  },
  PACK_FILE_UNLISTED: {
    zh: '该文件不在清单之内：封装之后被放入。',
    en: 'This file is not among those listed: it was put in after the pack was sealed.',
  },
  PACK_FILE_ALTERED: {
    zh: '该文件与清单所载摘要不符：封装之后被改动。',
    en: 'This file differs from its listed digest: it was altered after the pack was sealed.',
  },
  PACK_EVENT_UNPROVEN: {
    zh: '该事件没有与其内容、日志和位置相符的回执。',
    en: 'This event has no receipt that proves these very bytes at this position of this log.',
  },
  PACK_EVENT_MISPLACED: {
    zh: '该事件自称属于另一件诉求，或无法读出其所属。',
    en: 'This event says that it is of another case, or cannot be read to say of which.',
  },
  PACK_EVENT_LEFT_OUT: {
    zh: '该诉求的事件流中间缺少事件：制作时漏收。请向出具单位索取完整的审计包。',
    en: 'An event is missing in the middle of a stream of this case: it was left out when the pack was made. Ask its issuer for a whole one.',
  },
  PACK_COUNTS_WRONG: {
    zh: '封签所载的诉求、事件或文件数与包内不符。',
    en: 'The seal counts other cases, events or files than the pack has.',
  },
};
