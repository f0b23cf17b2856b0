import { runMigration, serviceMigrations } from '@huying/platform-nest';
import { intakeMigrations } from './create-intake.js';

await runMigration('intake', serviceMigrations(intakeMigrations), process);
