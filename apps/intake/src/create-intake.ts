import { projectionMigrations, type ReadModel } from '@huying/event-bus';
import { consumeEvents, createService, type Migrations, type RunningService, type ServiceConfig } from '@huying/platform-nest';
import { appModule } from './app.module.js';
import { caseVersions } from './cases-board/case-versions.projection.js';
import { casesBoard } from './cases-board/cases-board.projection.js';
import { ReferenceBookLoader } from './reference-book/reference-book.loader.js';
import { erasedKeys, erasures } from './erasures/erasures.projection.js';
import { ErasuresQuery } from './erasures/erasures.query.js';
import { overdueErasures } from './erasures/overdue-erasures.js';
import { legalHolds } from './legal-holds/legal-holds.projection.js';
import { standings } from './resident-desk/standings.projection.js';
import { referenceBookTable } from './reference-book/reference-book.projection.js';
import { RetentionRoutine } from './when-retention-over-then-erase/retention-routine.js';

/** What intake keeps in schema `read`; each can be rebuilt from the logs. */
export const intakeReadModels: readonly ReadModel[] = [
  casesBoard,
  caseVersions,
  referenceBookTable,
  erasures,
  ...Object.values(erasedKeys),
  legalHolds,
  standings,
];

/** What intake's database has beside the tables of event store and bus. */
export const intakeMigrations: Migrations = (roles) => projectionMigrations(intakeReadModels, roles);

/**
 * Starts intake: its log and read models, its API, and its consumer, which follows dispatch's log for what happens to orders,
 * intake's own for the boards, and volunteers' for who is one and how far erasures have got.
 */
export async function createIntake(config: ServiceConfig): Promise<RunningService> {
  const service = await createService({
    name: 'intake',
    config,
    module: appModule,
    migrations: intakeMigrations,
    overdue: ({ dataSource, clock }) => [overdueErasures(new ErasuresQuery(dataSource, clock))],
  });
  const consuming = await consumeEvents(service, {
    consumer: 'intake',
    sources: ['intake', 'dispatch', 'volunteers'],
    projections: intakeReadModels,
  });
  const book = consuming.app.get(ReferenceBookLoader, { strict: false });
  await book.load();
  book.keepFresh();
  consuming.app.get(RetentionRoutine, { strict: false }).begin();
  return consuming;
}
