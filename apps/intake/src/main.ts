import { runService } from '@huying/platform-nest';
import { loadConfig } from './config.js';
import { createIntake } from './create-intake.js';

await runService(async () => createIntake(loadConfig(process.env)), process);
