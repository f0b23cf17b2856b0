import type { ServiceName } from '@huying/contracts';
import type { EventBus, Publication } from '@huying/event-bus';
import type { EventStore, LogReader } from '@huying/event-store';
import type { Clock, Logger } from '@huying/platform';
import type { Privacy } from '@huying/privacy';
import type { DataSource } from 'typeorm';
import type { Consumptions } from '../read-your-writes/consumptions.js';
import type { RunnerFactory } from './tokens.js';

/** What every service stands on, opened by `createService` and closed with it. */
export interface Infrastructure {
  readonly clock: Clock;
  readonly logger: Logger;
  readonly store: EventStore;
  readonly runners: RunnerFactory;
  readonly privacy: Privacy;
  /** For queries on read models (schema `read`), as the application role. */
  readonly dataSource: DataSource;
  readonly logReaders: ReadonlyMap<ServiceName, LogReader>;
  readonly bus: EventBus;
  /** Of the service's own log. */
  readonly publication: Publication;
  readonly consumptions: Consumptions;
  close(): Promise<void>;
}
