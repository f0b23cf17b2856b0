import { projectionMigrations } from '@huying/event-bus';
import {
  consumeEvents,
  createService,
  sqlMigrations,
  type Migrations,
  type RunningService,
  type ServiceConfig,
} from '@huying/platform-nest';
import { evidenceUses } from './attach-evidence/evidence.projection.js';
import { grids } from './directory/grids.projection.js';
import { posts } from './directory/posts.projection.js';
import { volunteerTeams } from './directory/volunteer-teams.projection.js';
import { dispatchModule } from './dispatch.module.js';
import { ordersBoard } from './orders-board/orders-board.projection.js';
import { calendars } from './rules-in-force/calendars.projection.js';
import { policies } from './rules-in-force/policies.projection.js';

/** Dispatch's read models. */
export const projections = [grids, posts, volunteerTeams, policies, calendars, ordersBoard, evidenceUses];

/** What dispatch's database has beside the tables of event store and bus. */
export const dispatchMigrations: Migrations = (roles) => [
  ...projectionMigrations(projections, roles),
  ...sqlMigrations('dispatch', new URL('../migrations/', import.meta.url), roles),
];

/** Starts dispatch: its API, the take-over of accepted cases, and its read models. */
export const createDispatch = async (config: ServiceConfig): Promise<RunningService> =>
  consumeEvents(
    await createService({
      name: 'dispatch',
      config,
      module: dispatchModule,
      migrations: dispatchMigrations,
    }),
    { consumer: 'dispatch', sources: ['intake', 'dispatch', 'volunteers'], projections },
  );
