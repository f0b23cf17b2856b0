/** How one append ended: its {@link AppendResult}'s kind, or `failed` where it was rejected. */
export type AppendEnd = 'appended' | 'conflict' | 'mismatch' | 'failed';

/**
 * Told what appending costs, for whoever measures it. Implementations MUST NOT throw and MUST return at once: they run on the append
 * path, once per append and once per statement.
 */
export interface AppendObserver {
  /** From the call of `append` to its answer, waiting for a place in a batch included. */
  ended(end: AppendEnd, seconds: number): void;
  /** A batch of so many commands goes to the database in one statement. */
  sent(commands: number): void;
}
