import { runMigration, serviceMigrations } from '@huying/platform-nest';
import { dispatchMigrations } from './create-dispatch.js';

await runMigration('dispatch', serviceMigrations(dispatchMigrations), process);
