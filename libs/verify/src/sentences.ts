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
  PACK_MALFORMED: {
    zh: '这不是一份完整的审计包。请重新下载后再验。',
    en: 'This is not a whole audit pack. Download it again and verify once more.',
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
};
