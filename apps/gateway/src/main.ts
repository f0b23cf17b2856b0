import { runService } from '@huying/platform-nest';
import { loadGatewayConfig } from './config.js';
import { createGateway } from './create-gateway.js';

await runService(() => createGateway(loadGatewayConfig(process.env)), process);
