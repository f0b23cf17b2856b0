import { setTimeout as wait } from 'node:timers/promises';
import type { ServiceName } from '@huying/contracts';
import { afterEach, beforeEach, expect } from 'vitest';
import type { BusNotice, Consumption, EventBus, EventHandler, Subscription } from '../event-bus.js';
import { merged, noted, ruleAdopted, type ContractEvent } from './contract-events.spec.js';

/** What the suite needs of an adapter: logs to write to, buses of the same service to read with, and the service's own tables. */
export interface BusUnderTest {
  /** One more instance of the service's bus. */
  readonly openBus: (onNotice: (notice: BusNotice) => void) => EventBus;
  /** Appends to a source's log and resolves to the position of the event. */
  readonly append: (source: ServiceName, event: ContractEvent) => Promise<number>;
  /** Runs a statement in the service's database, outside of any consumer. `effect (source text, position bigint)` exists and is empty. */
  readonly query: <Row>(sql: string, values?: readonly unknown[]) => Promise<readonly Row[]>;
  /** Ends every connection to the service's database, as a restart of PostgreSQL does. */
  readonly severConnections: () => Promise<void>;
  readonly close: () => Promise<void>;
}

/** A bus under test, opened anew for each trial of a suite, and what the suites ask of it. */
export interface BusTrial extends Pick<BusUnderTest, 'append' | 'severConnections'> {
  /** What the buses of this trial have told. */
  readonly notices: readonly BusNotice[];
  /** Subscribes by an instance of its own, to both logs and every type when nothing else is said. */
  readonly subscribe: (handler: EventHandler, more?: Partial<Subscription>) => Promise<Consumption>;
  /** Rows that `record` left, `source:position`, in the order of their writing. */
  readonly effects: () => Promise<readonly string[]>;
  readonly arrived: (consumption: Consumption, source: ServiceName, position: number) => Promise<void>;
  readonly eventually: (holds: () => boolean) => Promise<void>;
}

/** Call it within a `describe`: it opens a bus before each of its trials, and closes it after. */
export function busTrials(open: () => Promise<BusUnderTest>): BusTrial {
  let under: BusUnderTest;
  const buses: EventBus[] = [];
  const notices: BusNotice[] = [];

  beforeEach(async () => {
    under = await open();
    notices.length = 0;
  });
  afterEach(async () => {
    await Promise.all(buses.splice(0).map((bus) => bus.close()));
    await under.close();
  });

  const busInstance = (): EventBus => {
    const bus = under.openBus((notice) => notices.push(notice));
    buses.push(bus);
    return bus;
  };
  return {
    notices,
    append: (source, event) => under.append(source, event),
    severConnections: () => under.severConnections(),
    subscribe: (handler, more = {}) =>
      busInstance().subscribe({
        consumer: 'trial',
        sources: ['intake', 'dispatch'],
        handlers: new Map([noted, merged, ruleAdopted].map((type) => [type, handler])),
        ...more,
      }),
    effects: async () =>
      (await under.query<{ name: string }>("SELECT source || ':' || position AS name FROM effect ORDER BY n")).map(({ name }) => name),
    async arrived(consumption, source, position) {
      expect(await consumption.reached(new Map([[source, position]]), 10_000), `${source}:${String(position)} reached`).toBe(true);
    },
    async eventually(holds) {
      const end = Date.now() + 10_000;
      while (!holds()) {
        if (Date.now() > end) throw new Error('it never came to hold');
        await wait(5);
      }
    },
  };
}
