import { projectionMigrations, type ReadModel } from '@huying/event-bus';
import { consumeEvents, createService, type Migrations, type RunningService, type ServiceConfig } from '@huying/platform-nest';
import { activities } from './activities-list/activities.projection.js';
import { myOrders } from './my-volunteering/my-orders.projection.js';
import { policies } from './rules-in-force/policies.projection.js';
import { teams } from './teams-list/teams.projection.js';
import { serviceRecords } from './volunteers-list/service-records.projection.js';
import { volunteers } from './volunteers-list/volunteers.projection.js';
import { volunteersModule } from './volunteers.module.js';

/** What the service keeps in schema `read`; each can be rebuilt from the logs. */
export const volunteersReadModels: readonly ReadModel[] = [policies, volunteers, serviceRecords, teams, activities, myOrders];

/** What the service's database has beside the tables of event store and bus. */
export const volunteersMigrations: Migrations = (roles) => projectionMigrations(volunteersReadModels, roles);

/** The consumer that keeps them: stable for ever. */
export const volunteersConsumer = 'volunteers';

/** Starts the volunteers service: who serves, in which teams and activities, for how long, and which orders are in whose hands. */
export async function createVolunteers(config: ServiceConfig): Promise<RunningService> {
  const service = await createService({
    name: 'volunteers',
    config,
    module: volunteersModule,
    migrations: volunteersMigrations,
  });
  return consumeEvents(service, {
    consumer: volunteersConsumer,
    sources: ['intake', 'dispatch', 'volunteers'],
    projections: volunteersReadModels,
  });
}
