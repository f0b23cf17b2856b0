import { Module, type DynamicModule, type Provider } from '@nestjs/common';
import type { ServiceConfig } from '../service/service-config.js';
import type { Infrastructure } from './infrastructure.js';
import {
  CLOCK,
  CONFIG,
  CONSUMPTIONS,
  DATA_SOURCE,
  EVENT_BUS,
  EVENT_STORE,
  LOG_READERS,
  LOGGER,
  PRIVACY,
  PUBLICATION,
  RUNNERS,
} from './tokens.js';

@Module({})
class InfrastructureModule {}

/** The one module that every slice of a service imports. It only hands out what has been opened already. */
export function infrastructureModule(config: ServiceConfig, infrastructure: Infrastructure): DynamicModule {
  const providers: Provider[] = [
    { provide: CONFIG, useValue: config },
    { provide: CLOCK, useValue: infrastructure.clock },
    { provide: LOGGER, useValue: infrastructure.logger },
    { provide: EVENT_STORE, useValue: infrastructure.store },
    { provide: RUNNERS, useValue: infrastructure.runners },
    { provide: PRIVACY, useValue: infrastructure.privacy },
    { provide: DATA_SOURCE, useValue: infrastructure.dataSource },
    { provide: LOG_READERS, useValue: infrastructure.logReaders },
    { provide: EVENT_BUS, useValue: infrastructure.bus },
    { provide: PUBLICATION, useValue: infrastructure.publication },
    { provide: CONSUMPTIONS, useValue: infrastructure.consumptions },
  ];
  return { module: InfrastructureModule, providers, exports: providers };
}
