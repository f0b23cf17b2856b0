import { setTimeout as pause } from 'node:timers/promises';
import { kill } from 'node:process';
import type { ServiceName } from '@huying/contracts';
import { freePort } from '@huying/platform/embedded-postgres';
import { makeIsland, whyNoIsland, type Island } from '../machine/island.js';
import { until } from '../until.js';
import { bothBuses, type Bus, type Fault, type Scene } from './fault.js';

/** Over Kafka longer than a lease and a session; always shorter than TCP's patience, so that connections live on. */
const cutMs: Readonly<Record<Bus, number>> = { postgres: 3_000, kafka: 7_500 };
const patienceMs = 60_000;

/**
 * An instance of a service, alone at its work because the other one is stopped, is cut off from PostgreSQL and the broker in the midst of
 * it; the other one goes on, and when the cable is mended both are there, one of them outdated.
 */
export const partitions: readonly Fault[] = [partitioned('reporting'), partitioned('dispatch')];

function partitioned(service: ServiceName): Fault {
  return {
    kind: 'partition',
    name: `${service} cut off`,
    buses: bothBuses,
    unavailable: whyNoIsland,
    async inject(scene) {
      const { system } = scene;
      const port = await freePort();
      const servers = [new URL(system.adminUrl()).port, ...(system.brokers === undefined ? [] : [system.brokers.split(':')[1] ?? ''])];
      const island = await makeIsland({ outside: servers.map(Number), inside: [port] });
      try {
        const instance = await system.startAnother(service, { port, launcher: island.launcher });
        try {
          await cutOff(scene, service, island);
        } finally {
          await instance.stop(0);
        }
      } finally {
        await island.remove();
      }
    },
  };
}

async function cutOff(scene: Scene, service: ServiceName, island: Island): Promise<void> {
  const { system, submissions } = scene;
  await withoutTheOther(scene, service, async () => {
    submissions.grant(8);
    await pause(500); // In the midst of its work.
    await island.cut();
  });
  try {
    submissions.grant(8);
    await pause(cutMs[system.settings.bus]);
  } finally {
    await island.mend();
  }
  // That it works again is seen when nobody else does.
  await withoutTheOther(scene, service, async () => {
    submissions.grant(8);
    await until(`the ${service} that was cut off to catch up`, patienceMs, () => hasCaughtUp(scene, service));
  });
}

async function hasCaughtUp({ databases, submissions }: Scene, service: ServiceName): Promise<boolean> {
  const { behind } = await databases.lag();
  return submissions.settled && !behind.some((place) => place.startsWith(`${service} at `));
}

/** Does something while the service's first instance is stopped. */
async function withoutTheOther({ system }: Scene, service: ServiceName, act: () => Promise<void>): Promise<void> {
  const other = system.processes().get(service);
  if (other === undefined) throw new Error(`${service} does not run`);
  kill(other, 'SIGSTOP');
  try {
    await act();
  } finally {
    kill(other, 'SIGCONT');
  }
}
