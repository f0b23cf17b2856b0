import { runService } from '@huying/platform-nest';
import { loadConfig } from './config.js';
import { createAudit } from './create-audit.js';

await runService(() => createAudit(loadConfig()), process);
