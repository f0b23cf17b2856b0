import { createLogReader } from '@huying/event-store';
import { createKafkaBus } from './kafka-bus.js';

/** Program of a process that does nothing but carry one service's log to its topic, until it is killed. */
export interface RelayTask {
  readonly brokers: string;
  readonly prefix: string;
  readonly partitions: number;
  /** The service's database: as the application role, and as a reader of its log. */
  readonly database: string;
  readonly log: string;
  readonly leaseMs: number;
}

const { brokers, prefix, partitions, database, log, leaseMs } = JSON.parse(process.argv[2] ?? '') as RelayTask;
const reader = createLogReader({ connectionString: log });
const bus = createKafkaBus({
  connection: { brokers: [brokers] },
  topics: { prefix, partitions },
  readers: { intake: reader },
  database,
  leaseMs,
  sendBatch: 7,
});
await bus.publish('intake', reader);
process.stdout.write('publishing\n');
