import { runMigration, serviceMigrations } from '@huying/platform-nest';
import { volunteersMigrations } from './index.js';

await runMigration('volunteers', serviceMigrations(volunteersMigrations), process);
