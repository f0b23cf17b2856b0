import { whyNoSmallDisk } from '../machine/small-disk.js';
import { until } from '../until.js';
import { bothBuses, FaultMissed, type Fault, type Scene } from './fault.js';

const patienceMs = 60_000;
/** More than fits into what PostgreSQL has set aside already. */
const submitted = 40;

/** PostgreSQL's disk is full: what was acknowledged stays, what comes is refused with 503, and with some space all goes on. */
export const fullDisk: Fault = {
  kind: 'disk',
  name: 'disk of postgres full',
  buses: bothBuses,
  unavailable: whyNoSmallDisk,
  async inject(scene) {
    const { disk, submissions } = scene;
    if (disk === undefined) throw new FaultMissed('PostgreSQL has no disk of its own');
    const refused = (): number => submissions.refusals.get(503) ?? 0;
    const before = refused();
    await disk.fill();
    try {
      submissions.grant(submitted);
      await until('a submission to be refused with 503', patienceMs, async () => {
        if (refused() > before) return true;
        await useUpWhatIsSetAside(scene);
        return false;
      });
    } finally {
      await disk.free();
    }
  },
};

/** PostgreSQL writes on into its present segment of the write-ahead log for a long while; a new one needs space. */
async function useUpWhatIsSetAside({ databases }: Scene): Promise<void> {
  await databases.ask('intake', 'SELECT pg_switch_wal()').catch(() => undefined);
}
