import { runService } from '@huying/platform-nest';
import { loadConfig } from './config.js';
import { createVolunteers } from './index.js';

await runService(() => createVolunteers(loadConfig(process.env)), process);
