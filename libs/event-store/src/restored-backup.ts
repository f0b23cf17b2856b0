/** How far somebody outside a log has already seen it: a consumer's checkpoint, or the size of a published ledger. */
export interface PositionClaim {
  /** Who claims it, in words for the operator: `consumer dispatch/orders`, `ledger checkpoint`. */
  readonly name: string;
  readonly position: number;
}

/** The log is shorter than others have seen it: a restored older backup. Writing now would use positions twice. */
export class RestoredBackup extends Error {
  override readonly name = 'RestoredBackup';

  constructor(
    en: string,
    readonly zh: string,
  ) {
    super(en);
  }
}

/**
 * Stops a service whose log is behind what others have seen of it (DESIGN §4). Call it at start, before the first append.
 * Throws {@link RestoredBackup} with a sentence that names the log, its head, who is ahead of it, and the command that mends it.
 */
export async function refuseRestoredBackup(
  log: string,
  store: { head(): Promise<number> },
  claims: readonly PositionClaim[],
): Promise<void> {
  const head = await store.head();
  const ahead = claims.filter((claim) => claim.position > head);
  if (ahead.length === 0) return;
  const witnesses = (seen: string): string => ahead.map(({ name, position }) => `${name} ${seen} ${position}`).join(', ');
  throw new RestoredBackup(
    `The log of ${log} ends at position ${head}, but ${witnesses('has seen')}. An older backup seems to have been restored. ` +
      'No position may be used twice, so nothing is written until the log has been refilled from the audit copy: stop the system, run ' +
      `"npm run recover -- ${log}", and start again (docs/runbooks/backup-and-restore.md).`,
    `${log} 的日志止于位置 ${head}，但${witnesses('已读到')}。似乎恢复了较旧的备份。同一位置不得使用两次，因此在用审计副本补齐日志之前不会写入：` +
      `请停止系统，运行“npm run recover -- ${log}”，然后重新启动。`,
  );
}
