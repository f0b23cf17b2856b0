import { runMigration, serviceMigrations } from '@huying/platform-nest';
import { auditMigrations } from './create-audit.js';

await runMigration('audit', serviceMigrations(auditMigrations), process);
