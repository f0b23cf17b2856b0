import { runMigration, serviceMigrations } from '@huying/platform-nest';
import { reportingMigrations } from './index.js';

await runMigration('reporting', serviceMigrations(reportingMigrations), process);
