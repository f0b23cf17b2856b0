import { runService } from '@huying/platform-nest';
import { loadConfig } from './config.js';
import { createReporting } from './index.js';

await runService(() => createReporting(loadConfig(process.env)), process);
