import { runMigration } from '@huying/platform-nest';
import { gatewayMigrations } from './create-gateway.js';

await runMigration('gateway', gatewayMigrations, process);
