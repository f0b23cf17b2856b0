import { Controller, Inject, Logger, Module } from '@nestjs/common';
import { Ctx, EventPattern, MessagePattern, Payload } from '@nestjs/microservices';
import { NestFactory } from '@nestjs/core';
import { FastifyAdapter } from '@nestjs/platform-fastify';
import { eventTypes } from '@huying/contracts';
import { TransientFault, type Consumption, type Delivery, type DeliveryContext, type EventBus, type Subscription } from '@huying/event-bus';
import { describe, expect, it } from 'vitest';
import { connectEventBus } from './consume-events.js';

const [accepted = '', other = ''] = eventTypes.keys();

/** A bus that hands deliveries over by hand. */
class HandBus implements EventBus {
  subscription: Subscription | undefined;
  stopped = false;
  subscribe(subscription: Subscription): Promise<Consumption> {
    this.subscription = subscription;
    const stop = () => {
      this.stopped = true;
      return Promise.resolve();
    };
    return Promise.resolve({ consumer: subscription.consumer, stop } as Partial<Consumption> as Consumption);
  }
  publish(): never {
    throw new Error('nothing is published here');
  }
  close(): Promise<void> {
    return Promise.resolve();
  }
  deliver(type: string, position: number): Promise<void> | undefined {
    const delivery = { source: 'intake', recorded: { position, type } } as Partial<Delivery> as Delivery;
    return this.subscription?.handlers.get(type)?.(delivery, { commandId: (n) => `command ${String(n)}` } as DeliveryContext);
  }
}

class Journal {
  readonly lines: string[] = [];
}

@Controller()
class WhenAcceptedThenNote {
  constructor(@Inject(Journal) private readonly journal: Journal) {}

  @EventPattern<string[]>([accepted])
  note(@Payload() delivery: Delivery, @Ctx() context: DeliveryContext): Promise<void> {
    if (delivery.recorded.position === 13) return Promise.reject(new TransientFault('the thirteenth'));
    this.journal.lines.push(`${String(delivery.recorded.position)} ${context.commandId(0)}`);
    return Promise.resolve();
  }
}

@Controller()
class Mistaken {
  @EventPattern<string[]>(['cn.huying.case.CaseAccepted.v9999'])
  never(): void {
    throw new Error('unreachable');
  }
}

@Controller()
class Asking {
  @MessagePattern(other)
  answer(): string {
    return 'no';
  }
}

const consumer = { consumer: 'trial', sources: ['intake'] } as const;

Logger.overrideLogger(false);

async function listening(controller: new (...args: never[]) => object) {
  @Module({ controllers: [controller], providers: [Journal] })
  class Trial {}
  const app = await NestFactory.create(Trial, new FastifyAdapter());
  await app.init();
  const bus = new HandBus();
  return { app, bus, connect: () => connectEventBus(app, bus, consumer) };
}

describe('the event transport', () => {
  it('hands a delivery and its context to the handler of its type', async () => {
    const { app, bus, connect } = await listening(WhenAcceptedThenNote);
    await connect();
    await bus.deliver(accepted, 7);
    expect(app.get(Journal).lines).toEqual(['7 command 0']);
    expect(bus.subscription?.handlers.has(other)).toBe(false);
    await app.close();
  });

  it('lets the very error of a handler reach the bus', async () => {
    const { app, bus, connect } = await listening(WhenAcceptedThenNote);
    await connect();
    const delivered = bus.deliver(accepted, 13);
    await expect(delivered).rejects.toBeInstanceOf(TransientFault);
    await expect(delivered).rejects.toThrow('the thirteenth');
    await app.close();
  });

  it('stops the consumer with the application', async () => {
    const { app, bus, connect } = await listening(WhenAcceptedThenNote);
    await connect();
    expect(bus.stopped).toBe(false);
    await app.close();
    expect(bus.stopped).toBe(true);
  });

  it('refuses to start with a pattern that is no event type', async () => {
    const { app, connect } = await listening(Mistaken);
    await expect(connect()).rejects.toThrow('no such event type');
    await app.close();
  });

  it('refuses to start with a request handler', async () => {
    const { app, connect } = await listening(Asking);
    await expect(connect()).rejects.toThrow('@EventPattern, not @MessagePattern');
    await app.close();
  });
});
