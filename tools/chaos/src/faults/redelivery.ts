import { services, type ServiceName } from '@huying/contracts';
import { connectKafka, relayBatch, topicOf, defaultTopicSettings, type RelayCheckpoint } from '@huying/event-bus';
import { createLogReader, type RecordedEvent } from '@huying/event-store';
import type { RunningSystem } from '@huying/start';
import { until } from '../until.js';
import { FaultMissed, type Fault, type Scene } from './fault.js';

const patienceMs = 60_000;
/** Events of each log, its last ones. */
const copied = 60;
/** A lease that outlives the fault; the fault ends it. */
const usurpedFor = '60 seconds';

/** Whatever a producer that is not ours, or a cluster that was mirrored and failed over, might put into the topics. */
export const redeliveries: readonly Fault[] = [
  {
    kind: 'redeliver',
    name: 'delivered twice',
    buses: ['kafka'],
    async inject({ system }) {
      for (const service of services) {
        const events = await eventsAfter(system, service, 0);
        // From the beginning, so that each copy has the same headers as its original.
        const { messages } = relayBatch(beginning, events, Number.MAX_SAFE_INTEGER);
        await produce(system, service, messages.slice(-copied));
      }
    },
  },
  {
    kind: 'redeliver',
    name: 'delivered out of order',
    buses: ['kafka'],
    inject: (scene) => deliverBackwards(scene, 'intake'),
  },
];

const beginning: RelayCheckpoint = {
  position: 0,
  lastPositions: new Array<number>(defaultTopicSettings.partitions).fill(0),
};

/**
 * Takes the election away from the service's relay, lets its log grow, and puts the new events into the topic backwards, each twice; then the
 * relay is elected again and sends them once more, in order.
 */
async function deliverBackwards({ system, databases, submissions }: Scene, service: ServiceName): Promise<void> {
  const [relay] = await databases.ask<{ position: string; last_positions: readonly string[] }>(
    service,
    `UPDATE event_bus.relay SET epoch = epoch + 1, holder = 'chaos', lease_until = clock_timestamp() + $2::interval
      WHERE source = $1 RETURNING position, last_positions`,
    [service, usurpedFor],
  );
  if (relay === undefined) throw new FaultMissed(`the log of ${service} has no relay`);
  const from = { position: Number(relay.position), lastPositions: relay.last_positions.map(Number) };
  try {
    submissions.grant(16);
    await until(`the log of ${service} to grow`, patienceMs, async () => (await databases.head(service)) >= from.position + 16);
    const events = await eventsAfter(system, service, from.position);
    const { messages } = relayBatch(from, events, Number.MAX_SAFE_INTEGER);
    await produce(system, service, messages.flatMap((message) => [message, message]).reverse());
  } finally {
    await databases.ask(service, "UPDATE event_bus.relay SET lease_until = '-infinity' WHERE source = $1 AND holder = 'chaos'", [service]);
  }
}

async function eventsAfter(system: RunningSystem, service: ServiceName, position: number): Promise<readonly RecordedEvent[]> {
  const log = createLogReader({ connectionString: system.adminUrl(`huying_${service}`) });
  try {
    const events: RecordedEvent[] = [];
    for (;;) {
      const more = await log.read(events.at(-1)?.position ?? position, 500);
      if (more.length === 0) return events;
      events.push(...more);
    }
  } finally {
    await log.close();
  }
}

async function produce(system: RunningSystem, service: ServiceName, messages: ReturnType<typeof relayBatch>['messages']): Promise<void> {
  if (system.brokers === undefined) throw new FaultMissed('there is no broker');
  const producer = connectKafka({ brokers: [system.brokers], clientId: 'huying-chaos' }).producer();
  await producer.connect();
  try {
    await producer.send({ topic: topicOf(defaultTopicSettings.prefix, service), acks: -1, messages: [...messages] });
  } finally {
    await producer.disconnect();
  }
}
