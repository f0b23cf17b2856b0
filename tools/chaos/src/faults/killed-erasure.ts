import { kill } from 'node:process';
import { keyOwners, type KeyOwner } from '@huying/contracts';
import pg from 'pg';
import { timesRecorded } from '../under-test/erasure-soundness.js';
import { until } from '../until.js';
import { bothBuses, FaultMissed, type Fault, type Scene } from './fault.js';
import { Held } from './held.js';

const patienceMs = 60_000;

/** `kill -9` of each service that holds keys, exactly when its keys of a person are gone for good and its log does not say so yet. */
export const killedErasures: readonly Fault[] = keyOwners.map((owner) => ({
  kind: 'erase',
  name: `kill -9 ${owner} amid an erasure`,
  buses: bothBuses,
  inject: (scene) => killBetween(scene, owner),
}));

/**
 * The moment is made with the locks of the databases themselves: this one erasure is held until the service wants to destroy keys for it,
 * then its log is held, and only then the erasure is let go. So the keys are destroyed and committed while no event can follow them.
 */
async function killBetween(scene: Scene, owner: KeyOwner): Promise<void> {
  const { system, people } = scene;
  const told = await people.tell(`amid-${owner}-${String(people.acknowledged.length)}`, '10080000001');
  const requested = told === undefined ? undefined : await people.request(told.caseId);
  if (requested === undefined) throw new FaultMissed('nobody asked to be erased');
  const keys = await Held.erasure(system.adminUrl('huying_keys'), owner, requested.erasure);
  let log: Held | undefined;
  // Waited for at the end alone: whose answer the kill cuts off asks again, until the service is back.
  const approved = people.approve(requested);
  try {
    await until(`${owner} to want to destroy keys`, patienceMs, () => keys.isWaitedFor(`huying_${owner}_keys`));
    log = await Held.log(system.adminUrl(`huying_${owner}`));
    await keys.letGo();
    const isUnrecorded = (): Promise<boolean> => isDestroyedAndNotRecorded(scene, owner, requested.erasure);
    await until(`${owner} to destroy keys`, patienceMs, isUnrecorded);
    const victim = system.processes().get(owner);
    if (victim === undefined) throw new FaultMissed(`${owner} has just ended by itself`);
    kill(victim, 'SIGKILL');
    // What the dead have sent would be carried out as soon as the log is let go.
    await until('nobody to wait for the log any more', patienceMs, () => log?.endWaiting() ?? true);
    if (!(await isUnrecorded())) throw new FaultMissed(`${owner} was killed too late`);
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

/** Whether the key store has carried the erasure out for a service whose log does not say so. */
async function isDestroyedAndNotRecorded({ system, databases }: Scene, owner: KeyOwner, erasure: string): Promise<boolean> {
  const client = new pg.Client({ connectionString: system.adminUrl('huying_keys') });
  await client.connect();
  const { rowCount } = await client
    .query('SELECT FROM keys.erasure WHERE owner_service = $1 AND erasure = $2', [owner, erasure])
    .finally(() => client.end());
  return rowCount === 1 && !(await timesRecorded(databases, owner)).has(erasure);
}
