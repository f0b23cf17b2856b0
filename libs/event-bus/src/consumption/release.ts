import type { Pool } from 'pg';
import type { ConsumerTransaction, Delivery, ParkedEvent } from '../event-bus.js';
import { inCausalOrder } from '../causal-order.js';
import { lockCheckpoints } from './checkpoint.js';
import { parkedEvents, tiedCases, unparkCases, unparkEvent } from './parking.js';
import { inTransaction } from './transaction.js';

export interface Release {
  readonly database: Pool;
  readonly consumer: string;
  readonly caseKey: string;
  /** Reads a parked event again from its source's log. */
  readonly fetch: (parked: ParkedEvent) => Promise<Delivery>;
  readonly apply: (transaction: ConsumerTransaction, delivery: Delivery) => Promise<void>;
}

/**
 * Drains a parked case and all cases tied to it, each event in its own transaction, in the order of the logs. The last transaction
 * holds the checkpoints, so no further event of these cases can slip in, and unparks them.
 *
 * @returns how many events were applied
 */
export async function releaseCase(release: Release): Promise<number> {
  const { database, consumer, caseKey } = release;
  for (let applied = 0; ;) {
    const events = await inTransaction(database, async (transaction) => {
      await lockCheckpoints(transaction, consumer);
      const { keys, waiting } = await waitingFor(transaction, consumer, caseKey);
      if (waiting.length > 0) return waiting;
      await unparkCases(transaction, consumer, [...keys]);
      return undefined;
    });
    if (events === undefined) return applied;
    for (const { parked, ...delivery } of await inOrder(release, events)) {
      const done = await inTransaction(database, async (transaction) => {
        if (!(await unparkEvent(transaction, parked))) return false;
        await release.apply(transaction, delivery);
        return true;
      });
      if (done) applied += 1;
    }
  }
}

async function waitingFor(
  transaction: ConsumerTransaction,
  consumer: string,
  caseKey: string,
): Promise<{ readonly keys: ReadonlySet<string>; readonly waiting: readonly ParkedEvent[] }> {
  const all = await parkedEvents(transaction, consumer);
  const keys = tiedCases(caseKey, all);
  return { keys, waiting: all.filter((event) => event.caseKeys.some((key) => keys.has(key))) };
}

/** Reads the waiting events again and puts them in the order of the logs, causes first. */
async function inOrder({ fetch }: Release, events: readonly ParkedEvent[]): Promise<readonly Waiting[]> {
  const waiting: Waiting[] = [];
  for (const parked of events) waiting.push({ ...(await fetch(parked)), parked });
  return inCausalOrder(waiting);
}

interface Waiting extends Delivery {
  readonly parked: ParkedEvent;
}
