import { services } from '@huying/contracts';
import { projectionMigrations } from '@huying/event-bus';
import { consumeEvents, createService, sqlMigrations, type Migrations, type RunningService } from '@huying/platform-nest';
import type { AuditConfig } from './audit-config.js';
import { AuditModule } from './audit.module.js';
import { boardIntervals } from './boards/board-intervals.projection.js';
import { caseIndex } from './case-index/case-index.projection.js';
import { copyEvents } from './copy-events/copy-events.js';
import { erasedKeys } from './erased-keys/erased-keys.projection.js';
import { eventIndex } from './event-search/event-index.projection.js';
import { savedQueries } from './saved-queries/saved-queries.projection.js';

/** Read models of this service, for rebuilds and for the test that they equal one. */
export const auditReadModels = [caseIndex, boardIntervals, eventIndex, savedQueries, erasedKeys] as const;
/** The consumer that copies every log and keeps the read models. */
export const auditConsumer = 'audit';

/** What audit's database has beside the tables of event store and bus. */
export const auditMigrations: Migrations = (roles) => [
  ...projectionMigrations(auditReadModels, roles),
  ...sqlMigrations('audit', new URL('../migrations/', import.meta.url), roles),
];

/** Starts the audit service: it copies every event of every service, its own included, and answers auditors from its copy. */
export async function createAudit(config: AuditConfig): Promise<RunningService> {
  const service = await createService({
    name: 'audit',
    config,
    module: (infrastructure) => AuditModule.with(infrastructure, config),
    migrations: auditMigrations,
  });
  return consumeEvents(service, {
    consumer: auditConsumer,
    sources: services,
    copy: copyEvents,
    projections: auditReadModels,
    unknownTypes: 'pass', // What a newer service records is copied all the same.
  });
}
