import { runService } from '@huying/platform-nest';
import { loadAuditConfig } from './config.js';
import { createAudit } from './create-audit.js';

await runService(() => createAudit(loadAuditConfig(process.env)), process);
