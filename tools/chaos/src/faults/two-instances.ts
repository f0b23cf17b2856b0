import { kill } from 'node:process';
import type { ServiceName } from '@huying/contracts';
import type { Supervision } from '@huying/start';
import { until } from '../until.js';
import { bothBuses, type Bus, type Fault, type Scene } from './fault.js';

const patienceMs = 60_000;

/**
 * A second instance of a service takes over while the first is stopped for longer than its lease, and the first goes on as if nothing had
 * happened: for a moment there are two relays, two consumers. Then the second, which holds the election, is killed for good.
 */
export const twoInstances: readonly Fault[] = [twins('dispatch', bothBuses), twins('reporting', bothBuses), twins('intake', ['kafka'])];

function twins(service: ServiceName, buses: readonly Bus[]): Fault {
  return {
    kind: 'twins',
    name: `two of ${service} at once`,
    buses,
    async inject(scene) {
      const first = scene.system.processes().get(service);
      if (first === undefined) throw new Error(`${service} does not run`);
      const second = await scene.system.startAnother(service);
      try {
        const before = await placeOf(scene, service);
        kill(first, 'SIGSTOP');
        try {
          scene.submissions.grant(8);
          await until(`the second ${service} to take over`, patienceMs, async () => tookOver(before, await placeOf(scene, service)));
        } finally {
          kill(first, 'SIGCONT');
        }
        scene.submissions.grant(4);
        await until('the load to go on', patienceMs, () => scene.submissions.settled);
      } finally {
        await endForGood(second);
      }
    },
  };
}

interface Place {
  /** Of the relay's election; undefined where the bus has none. */
  readonly epoch: number | undefined;
  /** How far the service's consumer has read, all logs together. */
  readonly read: number;
}

async function placeOf({ databases, system }: Scene, service: ServiceName): Promise<Place> {
  const [checkpoints] = await databases.ask<{ read: string }>(
    service,
    'SELECT coalesce(sum(position), 0) AS read FROM event_bus.checkpoint',
  );
  const [relay] =
    system.settings.bus === 'kafka'
      ? await databases.ask<{ epoch: string }>(service, 'SELECT epoch FROM event_bus.relay WHERE source = $1', [service])
      : [];
  return { epoch: relay === undefined ? undefined : Number(relay.epoch), read: Number(checkpoints?.read) };
}

/** Over Kafka the relay's election moved; otherwise, as the first is stopped, whoever reads on is the second. */
const tookOver = (before: Place, now: Place): boolean =>
  before.epoch === undefined ? now.read > before.read : now.epoch !== undefined && now.epoch > before.epoch;

/** `kill -9`, with nobody to start it again. */
async function endForGood(instance: Supervision): Promise<void> {
  const pid = instance.pid();
  const ended = instance.stop(0);
  if (pid !== undefined) kill(pid, 'SIGKILL');
  await ended;
}
