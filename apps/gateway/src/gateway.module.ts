import { Module, type DynamicModule, type Provider } from '@nestjs/common';
import { CONFIG, CONSUMPTIONS, EVENT_BUS, LOG_READERS, type ReadingSide } from '@huying/platform-nest';
import type { GatewayConfig } from './gateway-config.js';

@Module({})
class GatewayModule {}

/** The gateway as a Nest application: what its consumer needs. Its routes come from the public API's rows, not from controllers. */
export function gatewayModule(config: GatewayConfig, { bus, logReaders, consumptions }: ReadingSide): DynamicModule {
  const providers: Provider[] = [
    { provide: CONFIG, useValue: config },
    { provide: EVENT_BUS, useValue: bus },
    { provide: LOG_READERS, useValue: logReaders },
    { provide: CONSUMPTIONS, useValue: consumptions },
  ];
  return { module: GatewayModule, providers };
}
