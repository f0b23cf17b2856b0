import type { Command, Fact } from '@huying/kernel';
import type { Runner, StreamDefinition } from '@huying/event-store';

/** What `createService` provides, to be imported through the infrastructure module that a slice is given. */
export const CONFIG = Symbol('ServiceConfig');
export const LOGGER = Symbol('Logger');
export const CLOCK = Symbol('Clock');
export const EVENT_STORE = Symbol('EventStore');
export const RUNNERS = Symbol('RunnerFactory');
export const EVENT_BUS = Symbol('EventBus');
/** Of the service's own log. */
export const PUBLICATION = Symbol('Publication');
export const PRIVACY = Symbol('Privacy');
export const DATA_SOURCE = Symbol('DataSource');
export const CONSUMPTIONS = Symbol('Consumptions');
/** `ReadonlyMap<ServiceName, LogReader>`: the logs that this service may read. */
export const LOG_READERS = Symbol('LogReaders');

/** Makes the runner of one stream category, bound to this service's store, sealer and clock. */
export type RunnerFactory = <State, C extends Command, F extends Fact, Code extends string>(
  streams: StreamDefinition<State, C, F, Code>,
) => Runner<C, Code>;
