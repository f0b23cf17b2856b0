import type { EventStore } from '@huying/event-store';
import type { ReadinessCheck } from '../health/readiness.js';
import type { Infrastructure } from './infrastructure.js';

/** What must be well for a service to work: its database, and each of its consumers. */
export function infrastructureChecks({
  store,
  consumptions,
}: Pick<Infrastructure, 'consumptions'> & { readonly store: Pick<EventStore, 'head'> }): readonly ReadinessCheck[] {
  return [
    {
      name: 'event-store',
      async check() {
        await store.head();
        return undefined;
      },
    },
    {
      name: 'consumers',
      check: () => {
        const troubled = consumptions.all().filter(({ consumption }) => consumption.status().state !== 'running');
        const told = troubled.map(({ consumer, consumption }) => `${consumer} is ${consumption.status().state}`);
        return Promise.resolve(told.length === 0 ? undefined : told.join('; '));
      },
    },
  ];
}
