import type { ServiceName } from '@huying/contracts';
import type { Logger } from '@huying/platform';
import type { ServiceConfig } from '../service/service-config.js';
import type { Infrastructure } from './infrastructure.js';
import type { MigrationClass } from './migrate.js';
import type { DatabaseRoles } from './sql-migrations.js';

export function openInfrastructure(
  _name: ServiceName,
  _config: ServiceConfig,
  _migrations: (roles: DatabaseRoles) => readonly MigrationClass[],
  _logger: Logger,
): Promise<Infrastructure> {
  return Promise.reject(new Error('waiting for the event store'));
}
