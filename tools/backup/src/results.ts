import type { ServiceName } from '@huying/contracts';
import { headsOf } from './restore/restore-backup.js';
import type { Recovered } from './recover/recover-log.js';
import type { RestoredOne } from './restore/restore-one.js';
import type { TakenBackup } from './take/take-backup.js';
import type { VerifiedBackup } from './verify/verify-backup.js';

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

export const restored = (dataDir: string, { data, keys }: VerifiedBackup): string => `Restored and verified. 已恢复并核对。
  As of 时间点      ${data.takenAt} (keys of 密钥时间 ${keys.takenAt})
  Events 事件       ${headsOf(data)}
  Evidence 证据文件 ${String(data.evidence.files)}
  Data 数据         ${dataDir}
Erasures that these logs record are carried out again at the start, before anybody can ask. Compare the list that you keep of them
with GET /v1/erasures: those from after the backup are in none of its logs. 日志中记录的个人信息删除会在启动时自动重新执行；
备份之后的删除不在其中，请与您另存的清单核对（docs/runbooks/erasure.md）。
Start with 启动命令:
  npm start
`;

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
