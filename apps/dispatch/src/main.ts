import { runService } from '@huying/platform-nest';
import { loadConfig } from './config.js';
import { createDispatch } from './create-dispatch.js';

await runService(async () => createDispatch(loadConfig(process.env)), process);
