import { BackupFault } from '../backup-fault.js';
import type { KeysManifest } from '../folder/manifest.js';

/** Old keys would give back what an erasure has destroyed since (DESIGN §9). @throws BackupFault unless there is a reason to use them. */
export function refuseExpiredKeys({ takenAt, expiresAt }: KeysManifest, now: number, reason: string | undefined): void {
  if (now < Date.parse(expiresAt) || reason !== undefined) return;
  throw new BackupFault(
    `These keys were taken at ${takenAt} and expired at ${expiresAt}: people erased since then would become readable again. Use the newest keys of this installation (--keys DIR2; they open older data too). If there are none, say why these are used: --expired-keys "REASON".`,
    `这些密钥备份于 ${takenAt}，已于 ${expiresAt} 过期：此后已被删除个人数据的人会重新可读。请用 --keys 指定本系统最新的密钥（可用于较旧的数据）。若没有，请写明理由：--expired-keys "理由"。`,
  );
}
