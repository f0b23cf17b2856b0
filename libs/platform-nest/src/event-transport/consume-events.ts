import type { ServiceName } from '@huying/contracts';
import { buildMissingProjections, type Consumption, type EventBus } from '@huying/event-bus';
import type { LogReader } from '@huying/event-store';
import type { INestApplication } from '@nestjs/common';
import { NestMicroservice } from '@nestjs/microservices';
import pg from 'pg';
import { CONFIG, CONSUMPTIONS, EVENT_BUS, LOG_READERS } from '../infrastructure/tokens.js';
import type { Consumptions } from '../read-your-writes/consumptions.js';
import type { RunningService } from '../service/running-service.js';
import type { ServiceConfig } from '../service/service-config.js';
import { EventBusServer, type EventConsumer } from './event-bus-server.js';
import { PropagateToBus } from './propagate-to-bus.filter.js';

/**
 * Starts a service's consumer: builds the read models that are new in this build, then subscribes the application's `@EventPattern`
 * handlers. It stops with the application. A service that cannot start its consumer is closed before the error is thrown.
 *
 * ```ts
 * export const createDispatch = async (config: ServiceConfig) =>
 *   consumeEvents(await createService({ … }), { consumer: 'dispatch', sources: ['intake', 'dispatch'], projections: [orderBoard] });
 * ```
 */
export async function consumeEvents(service: RunningService, consumer: EventConsumer): Promise<RunningService> {
  try {
    const { app } = service;
    await buildNewReadModels(app, consumer);
    const consumption = await connectEventBus(app, app.get<EventBus>(EVENT_BUS, { strict: false }), consumer);
    const { consumer: name, sources } = consumer;
    app.get<Consumptions>(CONSUMPTIONS, { strict: false }).add({ consumer: name, sources, consumption });
    return service;
  } catch (error) {
    await service.close();
    throw error;
  }
}

/** Connects the bus to an application, whose handlers it calls until the application closes. */
export async function connectEventBus(app: INestApplication, bus: EventBus, consumer: EventConsumer): Promise<Consumption> {
  const strategy = new EventBusServer(bus, consumer);
  // Filters count only for listeners that are registered after them, hence the deferred initialization.
  const microservice = app.connectMicroservice({ strategy }, { deferInitialization: true });
  if (!(microservice instanceof NestMicroservice)) throw new TypeError('not an application of Nest');
  microservice.useGlobalFilters(new PropagateToBus());
  microservice.registerListeners();
  microservice.setIsInitialized(true);
  microservice.setIsInitHookCalled(true); // The application's own hooks have run; a second time would start things twice.
  await microservice.listen();
  return strategy.consumption;
}

async function buildNewReadModels(app: INestApplication, { consumer, sources, projections }: EventConsumer): Promise<void> {
  if (projections === undefined || projections.length === 0) return;
  const all = app.get<ReadonlyMap<ServiceName, LogReader>>(LOG_READERS, { strict: false });
  const readers = new Map([...all].filter(([source]) => sources.includes(source)));
  const { databaseUrl } = app.get<ServiceConfig>(CONFIG, { strict: false });
  const database = new pg.Pool({ connectionString: databaseUrl, max: 1, application_name: 'huying projections' });
  database.on('error', () => undefined); // A connection that is cut while idle is no fault of whoever closes next.
  try {
    await buildMissingProjections({ database, consumer, readers }, projections);
  } finally {
    await database.end();
  }
}
