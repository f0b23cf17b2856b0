import { auditMigrations } from '@huying/audit';
import { services, type DeployableName, type ServiceName } from '@huying/contracts';
import { dispatchMigrations } from '@huying/dispatch';
import { gatewayMigrations } from '@huying/gateway';
import { intakeMigrations } from '@huying/intake';
import { serviceMigrations, type MigrationClass, type Migrations } from '@huying/platform-nest';
import { logReaderRole, rolesOf } from '@huying/platform/provisioning';
import { reportingMigrations } from '@huying/reporting';
import { volunteersMigrations } from '@huying/volunteers';

const migrations: Readonly<Record<DeployableName, Migrations>> = {
  intake: serviceMigrations(intakeMigrations),
  dispatch: serviceMigrations(dispatchMigrations),
  volunteers: serviceMigrations(volunteersMigrations),
  reporting: serviceMigrations(reportingMigrations),
  audit: serviceMigrations(auditMigrations),
  gateway: gatewayMigrations,
};

/** Every migration of a deployable's database, as its own start runs them. */
export const migrationsOf = (deployable: DeployableName): readonly MigrationClass[] =>
  migrations[deployable]({ applicationRole: rolesOf(deployable).application, logReaderRole });

const withLogs: readonly string[] = services;
/** The gateway has a database and no log. */
export const hasLog = (deployable: DeployableName): deployable is ServiceName => withLogs.includes(deployable);
