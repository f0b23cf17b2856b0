import { join } from 'node:path';
import { recoverLog, restoreOne, silentProgress, takeBackup } from '@huying/backup';
import type { ServiceName } from '@huying/contracts';
import { until } from '../until.js';
import { bothBuses, FaultMissed, type Fault, type Scene } from './fault.js';

const patienceMs = 60_000;

/**
 * One service's database is put back to an earlier moment, of which others have seen more: the service must refuse to start, in a sentence,
 * and go on once its log has been refilled from audit's copy.
 */
export const restoredDatabases: readonly Fault[] = [restored('intake'), restored('dispatch')];

function restored(service: ServiceName): Fault {
  return {
    kind: 'restore',
    name: `${service} restored to before`,
    buses: bothBuses,
    async inject(scene) {
      const { submissions, people } = scene;
      const { dataDir } = scene.system.settings;
      const backup = join(scene.folder, `backup-of-${service}-at-${String(submissions.acknowledged.length)}`);
      await takeBackup({ dataDir, target: backup, progress: silentProgress });
      submissions.grant(12);
      await until('others to see what the backup does not hold', patienceMs, () => submissions.settled && people.settled);
      await scene.databases.untilQuiet(patienceMs);
      await scene.stop();
      await restoreOne({ dataDir, source: backup, service, now: Date.now(), progress: silentProgress });
      await refusesToStart(scene, service);
      await recoverLog({ dataDir, service, progress: silentProgress });
      await scene.start();
    },
  };
}

async function refusesToStart(scene: Scene, service: ServiceName): Promise<void> {
  const said = await scene.start().then(
    () => undefined,
    (reason: unknown) => String(reason),
  );
  if (said === undefined) throw new FaultMissed(`${service} works on a log that is shorter than others have seen it`);
  if (!said.includes(`npm run recover -- ${service}`))
    throw new FaultMissed(`${service} did not start, but does not say what to do: ${said}`);
}
