/** How far somebody outside a log has already seen it: a consumer's checkpoint, or the size of a published ledger. */
export interface PositionClaim {
  /** Who claims it, in words for the operator: `consumer dispatch/orders`, `ledger checkpoint`. */
  readonly name: string;
  readonly position: number;
}

/** The log is shorter than others have seen it: a restored older backup. Writing now would use positions twice. */
export class RestoredBackup extends Error {
  override readonly name = 'RestoredBackup';
}

/**
 * Stops a service whose log is behind what others have seen of it (DESIGN §4). Call it at start, before the first append.
 * Throws {@link RestoredBackup} with a sentence that names the log, its head, and who is ahead of it.
 */
export async function refuseRestoredBackup(
  log: string,
  store: { head(): Promise<number> },
  claims: readonly PositionClaim[],
): Promise<void> {
  const head = await store.head();
  const ahead = claims.filter((claim) => claim.position > head);
  if (ahead.length === 0) return;
  const witnesses = ahead.map((claim) => `${claim.name} has seen ${claim.position}`).join(', ');
  throw new RestoredBackup(
    `The log of ${log} ends at position ${head}, but ${witnesses}. An older backup seems to have been restored: ` +
      'refill the log from the audit copy before you start, so that no position is ever used twice.',
  );
}
