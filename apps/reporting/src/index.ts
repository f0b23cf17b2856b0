import { projectionMigrations, type ReadModel } from '@huying/event-bus';
import { consumeEvents, createService, type Migrations, type RunningService, type ServiceConfig } from '@huying/platform-nest';
import { heldActivities } from './activity-counts/held-activities.projection.js';
import { attendances } from './activity-counts/attendances.projection.js';
import { policies } from './rates/policies.projection.js';
import { caseSide } from './read-models/case-side.projection.js';
import { orderSide } from './read-models/order-side.projection.js';
import { reportingModule } from './reporting.module.js';

/** What the service keeps in schema `read`; each can be rebuilt from the logs. */
export const reportingReadModels: readonly ReadModel[] = [caseSide, orderSide, policies, heldActivities, attendances];

/** What the service's database has beside the tables of event store and bus. */
export const reportingMigrations: Migrations = (roles) => projectionMigrations(reportingReadModels, roles);

/** The consumer that keeps them: stable for ever. */
export const reportingConsumer = 'reporting';

/** Starts the reporting service: figures with the events behind them, from the logs of intake, dispatch and volunteers. */
export async function createReporting(config: ServiceConfig): Promise<RunningService> {
  const service = await createService({
    name: 'reporting',
    config,
    module: reportingModule,
    migrations: reportingMigrations,
  });
  return consumeEvents(service, {
    consumer: reportingConsumer,
    sources: ['intake', 'dispatch', 'volunteers'],
    projections: reportingReadModels,
  });
}
