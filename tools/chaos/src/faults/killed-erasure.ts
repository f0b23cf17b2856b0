import { kill } from 'node:process';
import { keyOwners, type KeyOwner } from '@huying/contracts';
import pg from 'pg';
import { timesRecorded } from '../under-test/erasure-soundness.js';
import { until } from '../until.js';
import { bothBuses, FaultMissed, type Fault, type Scene } from './fault.js';

const patienceMs = 60_000;

/** `kill -9` of each service that holds keys, exactly when its keys of a person are gone for good and its log does not say so yet. */
export const killedErasures: readonly Fault[] = keyOwners.map((owner) => ({
  kind: 'erase',
  name: `kill -9 ${owner} amid an erasure`,
  buses: bothBuses,
  inject: (scene) => killBetween(scene, owner),
}));

/**
 * The moment is made with the locks of the databases themselves: the key store is held until the service wants to destroy keys, then its log
 * is held, and only then the key store is let go. So the keys are destroyed and committed while no event can follow them.
 */
async function killBetween(scene: Scene, owner: KeyOwner): Promise<void> {
  const { system, people } = scene;
  const told = await people.tell(`amid-${owner}-${String(people.acknowledged.length)}`, '10080000001');
  const requested = told === undefined ? undefined : await people.request(told.caseId);
  if (requested === undefined) throw new FaultMissed('nobody asked to be erased');
  const keys = await Held.begin(system.adminUrl('huying_keys'), 'LOCK TABLE keys.erasure IN SHARE ROW EXCLUSIVE MODE');
  let log: Held | undefined;
  // Not waited for yet: where somebody else's erasure has come to the lock first, the approval, too, is answered when that is over only.
  const approved = people.approve(requested);
  try {
    await until(`${owner} to want to destroy keys`, patienceMs, () => keys.isWaitedFor(`huying_${owner}_keys`));
    log = await Held.begin(system.adminUrl(`huying_${owner}`), 'SELECT FROM event_store.head FOR UPDATE');
    await keys.letGo();
    const unrecorded = (): Promise<readonly string[]> => destroyedAndNotRecorded(scene, owner);
    await until(`${owner} to destroy keys`, patienceMs, async () => (await unrecorded()).length > 0);
    const victim = system.processes().get(owner);
    if (victim === undefined) throw new FaultMissed(`${owner} has just ended by itself`);
    kill(victim, 'SIGKILL');
    // What the dead have sent would be carried out as soon as the log is let go.
    await until('nobody to wait for the log any more', patienceMs, () => log?.endWaiting() ?? true);
    if ((await unrecorded()).length === 0) throw new FaultMissed(`${owner} was killed too late`);
    await log.letGo();
    await until(`${owner} to be started again`, patienceMs, () => {
      const pid = system.processes().get(owner);
      return pid !== undefined && pid !== victim;
    });
  } finally {
    await keys.letGo();
    await log?.letGo();
    await approved;
  }
}

/** A lock, held by a transaction of its own. */
class Held {
  private held = true;

  private constructor(private readonly client: pg.Client) {}

  static async begin(url: string, lock: string): Promise<Held> {
    const client = new pg.Client({ connectionString: url });
    client.on('error', () => undefined);
    await client.connect();
    await client.query('BEGIN');
    await client.query(lock);
    return new Held(client);
  }

  async isWaitedFor(role: string): Promise<boolean> {
    return (await this.atThisMoment(`SELECT FROM pg_stat_activity WHERE ${waiting} AND usename = $1`, [role])) > 0;
  }

  /** Ends whoever waits on this database. @returns whether nobody does any more */
  async endWaiting(): Promise<boolean> {
    return (await this.atThisMoment(`SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE ${waiting}`)) === 0;
  }

  /** A transaction sees, all its life, the activity of when it first asked; until it forgets that. @returns how many rows */
  private async atThisMoment(question: string, values: readonly string[] = []): Promise<number> {
    await this.client.query('SELECT pg_stat_clear_snapshot()');
    return (await this.client.query(question, [...values])).rowCount ?? 0;
  }

  async letGo(): Promise<void> {
    if (!this.held) return;
    this.held = false;
    await this.client.end();
  }
}

const waiting = `datname = current_database() AND wait_event_type = 'Lock'`;

/** Erasures that the key store has carried out for a service whose log does not say so. */
async function destroyedAndNotRecorded({ system, databases }: Scene, owner: KeyOwner): Promise<readonly string[]> {
  const client = new pg.Client({ connectionString: system.adminUrl('huying_keys') });
  await client.connect();
  const { rows } = await client
    .query<{ erasure: string }>('SELECT erasure FROM keys.erasure WHERE owner_service = $1', [owner])
    .finally(() => client.end());
  const recorded = await timesRecorded(databases, owner);
  return rows.map(({ erasure }) => erasure).filter((erasure) => !recorded.has(erasure));
}
