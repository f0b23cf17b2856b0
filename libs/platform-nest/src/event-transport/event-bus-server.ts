import { eventTypes, type ServiceName } from '@huying/contracts';
import { projectionBatch, type Consumption, type EventBus, type EventHandler, type ReadModel, type Subscription } from '@huying/event-bus';
import { Server, type CustomTransportStrategy, type MessageHandler } from '@nestjs/microservices';
import { isObservable, lastValueFrom } from 'rxjs';

/** One consumer of a service: which logs it follows, and what it keeps up to date beside its `@EventPattern` handlers. */
export interface EventConsumer {
  /** Stable for ever: checkpoints and derived command ids hang on it. `dispatch-orders`. */
  readonly consumer: string;
  readonly sources: readonly ServiceName[];
  /** Folded after the handlers, in the same transaction. */
  readonly projections?: readonly ReadModel[];
  readonly copy?: Subscription['copy'];
  /** In place of `projections` where a service folds in its own way. */
  readonly batch?: Subscription['batch'];
  readonly unknownTypes?: Subscription['unknownTypes'];
  readonly casesOf?: Subscription['casesOf'];
}

/**
 * Nest's transport over our bus: collects the application's `@EventPattern('cn.huying.case.CaseAccepted.v1')` handlers and subscribes
 * them as one consumer. Payload is the `Delivery`, context the `DeliveryContext`. What a handler throws reaches the bus, which decides
 * between waiting, parking and stopping: nothing is swallowed on the way.
 *
 * Write `@EventPattern<string[]>([type])`: left alone, the decorator's types take the pattern for a key of an event map and refuse the context.
 */
export class EventBusServer extends Server implements CustomTransportStrategy {
  override readonly transportId = Symbol('huying event bus');
  /** Tells Nest that whoever calls the handlers sees their failures. */
  override readonly propagatesEventHandlerErrors = true;
  private running: Consumption | undefined;

  constructor(
    private readonly bus: EventBus,
    private readonly options: EventConsumer,
  ) {
    super();
  }

  /** The running consumer, once {@link listen} has called back. */
  get consumption(): Consumption {
    if (this.running === undefined) throw new Error(`${this.options.consumer} does not listen yet`);
    return this.running;
  }

  async listen(callback: (error?: unknown) => void): Promise<void> {
    try {
      this.running = await this.bus.subscribe(this.subscription());
      callback();
    } catch (error) {
      callback(error);
    }
  }

  async close(): Promise<void> {
    await this.running?.stop();
  }

  on(event: string): never {
    throw new Error(`the event bus emits no ${event}; ask the consumption for its status`);
  }

  unwrap(): never {
    throw new Error('the event bus is no client library; inject EVENT_BUS');
  }

  private subscription(): Subscription {
    const { consumer, sources, projections, copy, unknownTypes, casesOf } = this.options;
    const batch = projections === undefined ? this.options.batch : projectionBatch(projections);
    return {
      consumer,
      sources,
      handlers: new Map([...this.getHandlers()].map(([pattern, handler]) => [checkedType(pattern, handler), eventHandler(handler)])),
      ...(copy === undefined ? {} : { copy }),
      ...(batch === undefined ? {} : { batch }),
      ...(unknownTypes === undefined ? {} : { unknownTypes }),
      ...(casesOf === undefined ? {} : { casesOf }),
    };
  }
}

/** A pattern that no event ever has would wait for ever, in silence: better not to start. */
function checkedType(pattern: string, handler: MessageHandler): string {
  if (handler.isEventHandler !== true) throw new Error(`${pattern}: the bus carries events, so @EventPattern, not @MessagePattern`);
  if (!eventTypes.has(pattern)) throw new Error(`@EventPattern('${pattern}'): no such event type in the registry`);
  return pattern;
}

/** Nest answers with a promise of an observable; the delivery is done when that has completed. */
function eventHandler(handler: MessageHandler): EventHandler {
  return async (delivery, context) => {
    const answer: unknown = await handler(delivery, context);
    if (isObservable(answer)) await lastValueFrom(answer, { defaultValue: undefined });
  };
}
