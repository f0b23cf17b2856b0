import type { BusPart } from '@huying/event-bus';
import type { Clock } from '@huying/platform';
import { Gauge, type Registry } from 'prom-client';
import type { DataSource } from 'typeorm';
import type { Following } from '../health/consumer-checks.js';
import { consumerLag } from './consumer-lag.js';
import { sampleCheckpoints, sampleParked } from './database-sample.js';
import type { Sampling } from './sampling.js';

const states = ['running', 'paused', 'stopped'] as const;

/** Where consumers are: their state, how far behind, what they have parked; and the lag of a relay, where the bus has one. */
export function followingMetrics(
  registry: Registry,
  { consumptions, logReaders, bus, dataSource }: Following & { readonly dataSource: DataSource },
  clock: Clock,
  sampling: Sampling,
): void {
  const gauge = <Label extends string>(name: string, help: string, labelNames: Label[]) =>
    new Gauge({ name, help, labelNames, registers: [registry] });
  const state = gauge('huying_consumer_state', '1 for the state in which a consumer is, 0 for the others.', ['consumer', 'state']);
  const events = gauge('huying_consumer_lag_events', 'Events of a log that a consumer has not settled yet.', ['consumer', 'source']);
  const seconds = gauge('huying_consumer_lag_seconds', 'Age of the oldest event that a consumer has not settled yet.', [
    'consumer',
    'source',
  ]);
  const parked = gauge('huying_parked_events', 'Events that a consumer has parked and not released.', ['consumer']);
  const relayEvents = gauge('huying_bus_lag_events', 'Events of the own log that a part of the bus has not handed on.', ['part']);
  const relaySeconds = gauge('huying_bus_lag_seconds', 'Age of the oldest event that a part of the bus has not handed on.', ['part']);

  sampling.add('consumers', async () => {
    const checkpoints = await sampleCheckpoints(dataSource);
    const counts = new Map((await sampleParked(dataSource)).map(({ consumer, events: count }) => [consumer, count]));
    const lags = await consumerLag(checkpoints, logReaders, clock.now());
    const running = consumptions.all();
    return () => {
      for (const each of [state, events, seconds, parked]) each.reset();
      for (const { consumer, consumption } of running) {
        const now = consumption.status().state;
        for (const name of states) state.set({ consumer, state: name }, name === now ? 1 : 0);
        parked.set({ consumer }, counts.get(consumer) ?? 0);
      }
      for (const { consumer, source, ...lag } of lags) {
        events.set({ consumer, source }, lag.events);
        seconds.set({ consumer, source }, lag.seconds);
      }
    };
  });
  const carriers = (bus.parts ?? []).filter(hasLag);
  if (carriers.length === 0) return;
  sampling.add('bus', async () => {
    const lags = await Promise.all(carriers.map(async (part) => [part.name, await part.lag()] as const));
    return () => {
      for (const [part, lag] of lags) {
        relayEvents.set({ part }, lag.events);
        relaySeconds.set({ part }, lag.seconds);
      }
    };
  });
}

const hasLag = (part: BusPart): part is BusPart & Required<Pick<BusPart, 'lag'>> => part.lag !== undefined;
