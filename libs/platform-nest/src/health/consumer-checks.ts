import type { EventBus } from '@huying/event-bus';
import type { Infrastructure } from '../infrastructure/infrastructure.js';
import type { NamedConsumption } from '../read-your-writes/consumptions.js';
import type { ReadinessCheck } from './readiness.js';

/** What is followed, and by what. */
export type Following = Pick<Infrastructure, 'consumptions' | 'logReaders'> & { readonly bus: Pick<EventBus, 'parts'> };

/**
 * What follows other services' events: each consumer with its state and reason, each log that it reads, and what the bus itself depends on.
 *
 * A consumer that has stopped will not go on by itself: the service's answers only grow older, so it blocks. One that pauses goes on once
 * a fault elsewhere is over; taking this service away as well would not help.
 */
export function followingChecks({ consumptions, logReaders, bus }: Following): readonly ReadinessCheck[] {
  return [
    ...consumptions.all().map(consumerCheck),
    ...[...logReaders].map(([source, reader]): ReadinessCheck => ({
      name: `log of ${source}`,
      weight: 'tells',
      async check() {
        await reader.head();
        return undefined;
      },
    })),
    ...(bus.parts ?? []).map((part): ReadinessCheck => ({ name: `bus ${part.name}`, weight: 'tells', check: () => part.fault() })),
  ];
}

function consumerCheck({ consumer, consumption }: NamedConsumption): ReadinessCheck {
  const { state, reason } = consumption.status();
  return {
    name: `consumer ${consumer}`,
    weight: state === 'stopped' ? 'blocks' : 'tells',
    check: () => Promise.resolve(state === 'running' ? undefined : `${state}: ${reason ?? 'no reason given'}`),
  };
}
