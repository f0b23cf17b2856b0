import type { ServiceName } from '@huying/contracts';

/** What one look at the databases saw. */
export interface Lag {
  /** Where each log ended when the look began. */
  readonly heads: ReadonlyMap<ServiceName, number>;
  /** Which consumers, or relays, were not there yet when the look ended. */
  readonly behind: readonly string[];
}

/**
 * Whether nothing is under way, by two looks one after the other. One look does not tell: a consumer may settle an event, and append to its
 * own log with it, after that log's head was seen and before its own place was. The later look then sees the log grown.
 */
export const areQuiet = (earlier: Lag, later: Lag): boolean =>
  earlier.behind.length === 0 &&
  later.behind.length === 0 &&
  later.heads.size === earlier.heads.size &&
  [...later.heads].every(([service, head]) => earlier.heads.get(service) === head);
