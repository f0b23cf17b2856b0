import { randomUUID } from 'node:crypto';
import type { ServiceName } from '@huying/contracts';
import { brokerForTests } from '@huying/testing';
import { describe } from 'vitest';
import { createBusDatabase } from '../bus-database.spec.js';
import { contractTypes } from '../contract-suite/contract-events.spec.js';
import { eventBusContract } from '../contract-suite/event-bus-contract.spec.js';
import { WrittenLog } from '../log-for-tests.spec.js';
import { createKafkaBus } from './kafka-bus.js';

const broker = await brokerForTests();
const anHour = 3_600_000;

describe.skipIf(broker === undefined)('with a real broker', () => {
  eventBusContract('over Kafka', async () => {
    const database = await createBusDatabase();
    const logs = { intake: new WrittenLog('intake'), dispatch: new WrittenLog('dispatch'), audit: new WrittenLog('audit') };
    const prefix = `contract-${randomUUID()}`;
    const options = {
      connection: { brokers: [broker?.brokers ?? ''] },
      topics: { prefix, partitions: 3 },
      readers: logs,
      database: database.url,
      types: contractTypes,
      pauseMs: 5,
      batch: 7,
      // What is read here has come by the topics; the logs would heal whatever they did not bring.
      healAfterMs: anHour,
    };
    const relays = createKafkaBus(options);
    for (const source of ['intake', 'dispatch'] as const satisfies ServiceName[]) await relays.publish(source, logs[source]);
    return {
      openBus: (onNotice) => createKafkaBus({ ...options, onNotice }),
      append: (source, event) => Promise.resolve(logs[source as keyof typeof logs].write(event)),
      query: database.query,
      severConnections: database.severConnections,
      close: async () => {
        await relays.close();
        await database.drop();
      },
    };
  });
});
