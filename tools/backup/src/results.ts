import type { ServiceName } from '@huying/contracts';
import { headsOf } from './restore/restore-backup.js';
import type { Recovered } from './recover/recover-log.js';
import type { RestoredOne } from './restore/restore-one.js';
import type { TakenBackup } from './take/take-backup.js';
import type { NewerErasures } from './erasures/erase-listed.js';
import type { ListedErasure } from './erasures/erasure-list.js';
import type { RestoredBackup } from './restore/restore-backup.js';

/** What a backup says when it is done, in plain words. */
export function backedUp({ target, keysTarget: keys, data, keys: manifest }: TakenBackup, apart: boolean): string {
  const warning = `
Warning: the keys lie beside the data. Whoever takes both can read everything, also of people erased later. Move ${keys} to another place,
or use --keys next time.
警告：密钥与数据放在一起。同时取得两者的人可读取一切，包括此后删除了个人数据的人。请将 ${keys} 移到别处，下次使用 --keys。
`;
  return `Backup complete and verified. 备份完成，已核对。
  As of 时间点      ${data.takenAt} (new entries waited ${String(data.pausedMs)} ms 新记录等待 ${String(data.pausedMs)} 毫秒)
  Events 事件       ${headsOf(data)}
  Evidence 证据文件 ${String(data.evidence.files)}
  Data 数据         ${target}
  Keys 密钥         ${keys} (use before ${manifest.expiresAt}, then delete 请在此前使用，过期即删除)
Put it back with 恢复命令:
  npm run restore -- ${target}${apart ? ` --keys ${keys}` : ''}
${apart ? '' : warning}`;
}

export const restored = (dataDir: string, { data, keys, newerErasures }: RestoredBackup): string => `Restored and verified. 已恢复并核对。
  As of 时间点      ${data.takenAt} (keys of 密钥时间 ${keys.takenAt})
  Events 事件       ${headsOf(data)}
  Evidence 证据文件 ${String(data.evidence.files)}
  Data 数据         ${dataDir}
Erasures that these logs record are carried out again at the start, before anybody can ask.
日志中记录的个人信息删除会在启动时、对外服务之前自动重新执行。
${toldErasures(newerErasures, keys.takenAt)}
Start with 启动命令:
  npm start
`;

/** What is known of erasures from after the backup, and what is to be done before the start. */
function toldErasures({ listed, inList, again, inKeysAlone }: NewerErasures, keysTakenAt: string): string {
  const unlisted = `WARNING: the keys know of ${String(inKeysAlone)} erasures that neither these logs nor ${listed ? 'the list' : 'any list'} knows of. Those people stay erased; whoever
was erased after ${keysTakenAt} can be read again. There must be a newer list: do NOT start, restore again with --erasures FILE.
警告：密钥库中有 ${String(inKeysAlone)} 条删除不在日志${listed ? '和清单' : ''}中，这些人仍处于已删除状态；但此后被删除的人会重新可读。
应有更新的清单：请勿启动，用 --erasures FILE 重新恢复（docs/runbooks/erasure.md）。`;
  if (inKeysAlone > 0) return unlisted;
  if (!listed)
    return `No list of erasures was given: whoever was erased after ${keysTakenAt} can be read again. If you keep a list (npm run erasures),
do not start, restore again with --erasures FILE. 未提供删除清单：此后被删除的人会重新可读。如有清单，请勿启动，用 --erasures FILE 重新恢复。`;
  return `Of the list, ${String(inList)} erasures are newer than these logs; ${String(again)} were carried out again just now. Is it the newest list?
清单中 ${String(inList)} 条删除晚于这些日志，${String(again)} 条已重新执行。请确认这是最新的清单。`;
}

export function listedErasures(file: string, listed: readonly ListedErasure[]): string {
  const people = new Set(listed.map(({ erasure }) => erasure)).size;
  return `${String(people)} erasures, ${String(listed.length)} records with receipts, verified. ${String(people)} 次删除，${String(listed.length)} 条记录附回执，已核对。
  List 清单         ${file}
Keep it apart from the backups, and write it anew after every erasure. A system that is put back to before needs it:
请与备份分开保存，每次删除后重新生成。恢复到更早时刻时需要它：
  npm run restore -- DIR --erasures ${file}
`;
}

export const restoredOne = (
  service: ServiceName,
  { head, kept }: RestoredOne,
): string => `The database of ${service} was put back and ends at position ${String(head)}; the other services stay. 已恢复 ${service} 的数据库，其他服务不变。
  Kept 原数据库保留为 ${kept}
Now refill what came later, before you start 启动前请补齐之后的事件:
  npm run recover -- ${service}
`;

export function recovered(service: ServiceName, { before, after }: Recovered): string {
  const ownCopy = `Audit's own log has no other copy than the one in its own database: what came after the backup cannot be refilled. What audit copies of
the other services, it reads again from their logs when it starts.
审计服务自身的日志没有其他副本，备份之后的部分无法补齐；其他服务的副本会在启动时从各自的日志重新读取。
`;
  const told =
    after === before
      ? `The log of ${service} ends at position ${String(after)} and lacks nothing that the audit copy holds. ${service} 的日志无需补齐。`
      : `Recovered and verified: positions ${String(before + 1)} to ${String(after)} of ${service}, byte for byte, from the audit copy. 已从审计副本逐字节补齐并核对。`;
  return `${told}\n${service === 'audit' ? ownCopy : ''}Start with 启动命令:\n  npm start\n`;
}
