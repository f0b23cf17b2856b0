import { statementsName } from '@huying/ledger';
import { textFile, type PackFile } from './pack-file.js';

/** What the receiver of a pack needs to know, in both languages; nothing of it has to be believed. */
export function howToVerify(ledgerOrigin: string): PackFile {
  return textFile('README.txt', zh(ledgerOrigin) + en(ledgerOrigin));
}

const zh = (origin: string): string => `呼应审计包

内容
  selection.json                   所选诉求的条件、截止时刻、各日志位置
  cases.html                       诉求一览
  cases/<编号>/case.json           诉求、截止时刻、各日志位置、现状
  cases/<编号>/events/             每条事件的原始字节（<日志>-<位置>.json）
  cases/<编号>/receipts/           每条事件的存证回执（c2sp.org/tlog-proof@v1）
  cases/<编号>/frames.json         逐步回放：变化、持有人、期限、持有时长
  cases/<编号>/attachments.json    附件摘要（SHA-256），不含附件
  cases/<编号>/rules.json          所用时限政策、工作日历、服务菜单的版本
  cases/<编号>/timeline.*          供阅读的时间线（中英文 HTML；指明编号的诉求另有中英合订 PDF）
  rules/events、rules/receipts     这些版本被采用的事件及其回执
  checkpoints/                     各日志的已签检查点
  completeness.note                “完整至第 n 条”的签名声明
  files.sha256                     以上每个文件的摘要
  pack.note                        对 files.sha256 的签名，并载明条件、时刻、位置与件数、条数
个人信息在事件中是密文，本包不含明文。

核验
  公钥请向出具单位当面索取，不要取自本包：npm run ledger -- key
  1. 一步完成：npx huying-verify PACK.zip --key …（各日志与 ${statementsName(origin)} 的公钥）
  2. 不用我们的程序：
     sha256sum -c files.sha256
     sha256sum files.sha256               与 pack.note 中的一行相同
     pack.note、completeness.note 与 checkpoints/ 是 C2SP signed-note：golang.org/x/mod/sumdb/note 等均可核验
     receipts/ 是 C2SP tlog-proof：filippo.io/torchwood 的 VerifyProof 等均可核验，叶为事件文件的 SHA-256(0x00 ‖ 字节)
能证明：每条事件在其位置上一字未改；本包封装后未改动；包内每件诉求以其编号命名的事件流，自首条至包内末条无一缺漏
（截至发生早于制作时刻的除外）；出具单位就所载条件与件数、条数签了字。
不能单独证明：末条之后、所载位置之内再无该诉求的事件；没有漏收符合条件的诉求。请以 completeness.note 与含事件的日志镜像
（npm run ledger -- mirror）对照。条件中 source、kind、area、service、from、to 依制作时的诉求索引，status、responsible、text 依截止时刻的状态。
本包与他人所存的镜像是否同一历史、所含诉求有无遗漏事件：npm run ledger -- compare 镜像目录 PACK.zip

`;

const en = (origin: string): string => `An audit pack of Huying

What is in it
  selection.json                   which cases were asked for, by which moments and positions of the logs
  cases.html                       the list of the cases
  cases/<id>/case.json             the case, the moments asked for, the positions of the logs, how it stands
  cases/<id>/events/               the exact bytes of every event (<log>-<position>.json)
  cases/<id>/receipts/             the receipt of every event (c2sp.org/tlog-proof@v1)
  cases/<id>/frames.json           the replay, step by step: changes, holders, deadlines, custody
  cases/<id>/attachments.json      digests of attachments (SHA-256); not the attachments
  cases/<id>/rules.json            the versions of policy, calendar and menu that were used
  cases/<id>/timeline.*            timelines to be read (HTML in Chinese and in English; of cases that were named, PDF in both)
  rules/events, rules/receipts     the events by which those versions were adopted, with receipts
  checkpoints/                     the signed checkpoint of each log
  completeness.note                a signed statement, "complete up to n"
  files.sha256                     the digest of every file above
  pack.note                        the signature over files.sha256, with the selection, moments, positions and counts
Personal data stands sealed in the events; none is in the clear.

How to verify
  Get the public keys from the issuer himself, never from this pack: npm run ledger -- key
  1. In one step: npx huying-verify PACK.zip --key …  (the keys of the logs and of ${statementsName(origin)})
  2. Without a program of ours:
     sha256sum -c files.sha256
     sha256sum files.sha256               is the one that pack.note names
     pack.note, completeness.note and checkpoints/ are C2SP signed notes: golang.org/x/mod/sumdb/note or any other reader
     receipts/ are C2SP tlog-proofs: VerifyProof of filippo.io/torchwood or any other; a leaf is SHA-256(0x00 || bytes) of the event's file
It proves that each event stands unchanged at its position, that nothing in this pack changed since it was sealed, that of each case the
streams that bear its id are without a hole from their first event to the last one here (unless "occurred by" lies before the making), and
that the issuer signed for this selection, and for so many cases and events.
It does not prove alone that a case has no later event within the positions named, nor that no case of the selection was left out: hold
completeness.note against a mirror of the logs with their entries (npm run ledger -- mirror). Of the selection, source, kind, area, service,
from and to are by the index of cases as it was when the pack was made; status, responsible and text as each case stood by the moments asked for.
Whether it is of the history that somebody else's mirror keeps, and holds every event of its cases: npm run ledger -- compare MIRROR PACK.zip
`;
