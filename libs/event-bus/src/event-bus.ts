import type { EventEnvelope, ServiceName } from '@huying/contracts';
import type { RecordedEvent } from '@huying/event-store';

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

/** Thrown by a handler for a fault that waiting may cure; anything else that it throws is poison. */
export class TransientFault extends Error {
  override readonly name = 'TransientFault';
}

/** One consumer of other services' events. Its name is stable: checkpoints, inbox rows and effects' command ids hang on it. */
export interface Subscription {
  readonly consumer: string;
  readonly sources: readonly ServiceName[];
  /** By CloudEvents `type`. Types without a handler are passed over (their position still counts as seen). */
  readonly handlers: ReadonlyMap<string, EventHandler>;
  /** Called for every event, before the handler of its type (audit's copy). */
  readonly every?: EventHandler;
  /** On an event of a type or version not in the registry: `stop` (default) or `pass`. */
  readonly unknownTypes?: 'stop' | 'pass';
}

/** A running consumer. */
export interface Consumption {
  /** Last position applied, per source. */
  positions(): ReadonlyMap<ServiceName, number>;
  /** Resolves true once every given position has been applied (Huying-Seen), false after `timeoutMs`. */
  reached(seen: ReadonlyMap<ServiceName, number>, timeoutMs: number): Promise<boolean>;
  /** Running, or stopped for good with the reason (a reference stream's poison, an unknown type, too much parked). */
  status(): { readonly state: 'running' | 'paused' | 'stopped'; readonly reason?: string };
  parked(): Promise<readonly ParkedEvent[]>;
  /** Applies a parked case's events again, in order; unparks in the last transaction. Resolves to how many were applied. */
  release(caseKey: string): Promise<number>;
  stop(): Promise<void>;
}

export interface ParkedEvent {
  readonly consumer: string;
  readonly source: ServiceName;
  readonly position: number;
  readonly caseKey: string;
  readonly type: string;
  readonly reason: string;
  readonly parkedAt: number;
}

/**
 * The bus between services (DESIGN §5). The PostgreSQL adapter tails the sources' logs; the Kafka adapter consumes their topics.
 *
 * Adapters MUST deliver each source's events in position order, with no hole, at least once.
 * Adapters MUST commit table effects and checkpoint in one transaction, fenced by compare-and-set on the checkpoint.
 * Adapters MUST park a poison event with all later events of the same case, and MUST stop instead on a reference type, on an unknown
 * type or version, and when more than 50 keys are parked within a minute.
 */
export interface EventBus {
  subscribe(subscription: Subscription): Promise<Consumption>;
  close(): Promise<void>;
}
