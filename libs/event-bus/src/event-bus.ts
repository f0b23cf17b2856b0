import type { EventEnvelope, ServiceName } from '@huying/contracts';
import type { LogReader, RecordedEvent } from '@huying/event-store';

/** The consumer's own database transaction: table effects, inbox rows and the checkpoint commit together or not at all. */
export interface ConsumerTransaction {
  query<Row = Record<string, unknown>>(text: string, values?: readonly unknown[]): Promise<readonly Row[]>;
}

/** One event as a handler sees it. */
export interface Delivery<Data = unknown> {
  readonly source: ServiceName;
  readonly recorded: RecordedEvent;
  /** Parsed once; the bytes of `recorded.body` stay the truth. */
  readonly envelope: EventEnvelope<Data>;
}

/** Given to each handler beside the event. */
export interface DeliveryContext {
  readonly transaction: ConsumerTransaction;
  /**
   * The command id of the n-th append that this delivery causes: UUIDv5(consumer, source event id, n). An effect that is itself an
   * append is run by the handler's own runner under this id before the checkpoint commits, so that a repeat changes nothing (DESIGN §5).
   */
  commandId(ordinal: number): string;
}

export type EventHandler = (delivery: Delivery, context: DeliveryContext) => Promise<void>;

/** Sees many events of one transaction at once, in order, so that a fold needs one read and one write for all of them. */
export type BatchHandler = (deliveries: readonly Delivery[], transaction: ConsumerTransaction) => Promise<void>;

/** Thrown by a handler for a fault that waiting may cure; anything else that it throws is poison. */
export class TransientFault extends Error {
  override readonly name = 'TransientFault';
}

/** One consumer of services' events. Its name is stable: checkpoints, inbox rows and effects' command ids hang on it. */
export interface Subscription {
  readonly consumer: string;
  readonly sources: readonly ServiceName[];
  /** By CloudEvents `type`. Types without a handler are passed over (their position still counts as seen). */
  readonly handlers: ReadonlyMap<string, EventHandler>;
  /**
   * Called once per transaction with all its events, those of parked cases included, before anything else (audit's copy).
   * Its failure is never parked: the consumer pauses or stops, so nothing is parked before it is copied.
   */
  readonly copy?: BatchHandler;
  /** Called once per transaction, after the handlers, with those of its events that are not parked (projections). */
  readonly batch?: BatchHandler;
  /** On an event of a type or version not in the registry: `stop` (default) or `pass`. */
  readonly unknownTypes?: 'stop' | 'pass';
  /** Every case that an event names; default {@link namedCases}. The event and what follows it is parked under each of them. */
  readonly casesOf?: (delivery: Delivery) => readonly string[];
}

/** A running consumer. */
export interface Consumption {
  readonly consumer: string;
  /** Last position settled, per source. */
  positions(): ReadonlyMap<ServiceName, number>;
  /**
   * Resolves true once every given position has been settled (Huying-Seen), false after `timeoutMs`.
   * Positions of sources that this consumer does not read are no concern of it and count as reached.
   */
  reached(seen: ReadonlyMap<ServiceName, number>, timeoutMs: number): Promise<boolean>;
  /** Running, paused by a transient fault, or stopped until {@link resume} with the reason (a reference stream's poison, an unknown type, too much parked). */
  status(): ConsumptionStatus;
  /** What waits, in the order in which it will be applied. An answer that it could change counts it (DESIGN §5). */
  parked(): Promise<readonly ParkedEvent[]>;
  /**
   * Applies a parked case's events again, in order, with those of every case tied to it by a common event; unparks in the last
   * transaction. Rejects with the handler's error when one is still poison; what was applied before it stays applied.
   *
   * @returns how many events were applied
   */
  release(caseKey: string): Promise<number>;
  /**
   * Lets a stopped consumer try again from its checkpoint, once the cause is mended: an operator's act, never the bus's own. That it
   * runs again is no success yet: the same cause stops it again. A consumer that runs or is paused is left as it is.
   *
   * Implementations MUST begin from the stored checkpoints, as at a start, and MUST stay stopped, and reject, where a start would fail.
   * Implementations MUST reject after {@link stop}.
   *
   * @returns whether it had been stopped
   */
  resume(): Promise<boolean>;
  /** Ends it for good, after its running transaction. */
  stop(): Promise<void>;
}

export interface ConsumptionStatus {
  readonly state: 'running' | 'paused' | 'stopped';
  readonly reason?: string;
}

export interface ParkedEvent {
  readonly consumer: string;
  readonly source: ServiceName;
  readonly position: number;
  /** Every case that the event names; it waits under each. */
  readonly caseKeys: readonly string[];
  readonly type: string;
  readonly reason: string;
  readonly parkedAt: number;
}

/**
 * The bus between services (DESIGN §5). The PostgreSQL adapter tails the sources' logs; the Kafka adapter consumes their topics.
 *
 * Adapters MUST deliver the events of one case in the order of the log, with no hole, at least once, and a cause before its effect.
 * Adapters MUST commit table effects and checkpoint in one transaction, fenced by compare-and-set on the checkpoint.
 * Adapters MUST park a poison event with all later events of the same case, and MUST stop instead on a reference type, on an unknown
 * type or version, and when more than 50 keys are parked within a minute.
 * Adapters MUST NOT let a transient fault cost an event its place: they pause and try again.
 * Callers MUST make handlers repeatable: table effects through the given transaction, appends under the given command ids.
 */
export interface EventBus {
  subscribe(subscription: Subscription): Promise<Consumption>;
  /**
   * Publishes the service's own log, in its order, from where that was left off; nothing of it is lost or left out, and what is sent
   * twice is dropped by consumers. Of several instances that publish one log, one at a time does. An adapter whose consumers read the
   * logs themselves has nothing to do.
   *
   * @param source whose log it is
   */
  publish(source: ServiceName, log: LogReader): Promise<Publication>;
  /** What this bus depends on beside the logs, for health and metrics: a broker, a relay. Left out where there is nothing. */
  readonly parts?: readonly BusPart[];
  /** Stops every consumption after its running transaction, and every publication after its running send. */
  close(): Promise<void>;
}

/** Something between the logs and the consumers that can fail by itself. */
export interface BusPart {
  /** `broker`, `relay`; one word, the same for ever. */
  readonly name: string;
  /** What is wrong with it now, in a sentence without values; undefined when it is well. May reject, which is told as a failure. */
  fault(): Promise<string | undefined>;
  /** How far it is behind the log that it carries: events not yet handed on, and the age of the oldest of them. */
  lag?(): Promise<{ readonly events: number; readonly seconds: number }>;
}

/** A log on its way to the bus. */
export interface Publication {
  readonly source: ServiceName;
  status(): PublicationStatus;
  /** Everything up to here has been published, by whichever instance. */
  position(): Promise<number>;
  /**
   * Publishes everything again from a position on, for a topic that lost it. Consumers drop what they have seen. Implementations MUST
   * NOT leave anything out: a position that has not been published yet is refused.
   *
   * @throws RangeError when `from` is no position
   */
  republish(from: number): Promise<Republication>;
  stop(): Promise<void>;
}

export type Republication =
  /** What had been published up to here is published again. */
  | { readonly kind: 'begun'; readonly upTo: number }
  /** Publishing has only come this far. */
  | { readonly kind: 'not-published'; readonly position: number }
  /** Consumers read the log itself. */
  | { readonly kind: 'not-carried' };

export interface PublicationStatus {
  /** `standing-by` while another instance publishes; `stopped` for good, with the reason. */
  readonly state: 'publishing' | 'standing-by' | 'paused' | 'stopped';
  readonly reason?: string;
}

/** What an operator wants to hear about a consumer or a relay; reasons hold no event data. */
export interface BusNotice {
  /** `healed`: a stretch was read from the log, because the bus did not bring it. `foreign`: a message that is no event of ours. */
  readonly kind: 'paused' | 'resumed' | 'parked' | 'released' | 'stopped' | 'healed' | 'foreign';
  readonly consumer: string;
  readonly reason: string;
}
