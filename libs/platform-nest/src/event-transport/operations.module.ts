import type { ServiceName } from '@huying/contracts';
import { Module, type DynamicModule } from '@nestjs/common';
import { parkedEventsController } from './parked-events.controller.js';
import { publicationController } from './publication.controller.js';

/** Lets a service's operators see and release what its consumers have parked, restart one that has stopped, and publish its log again. */
@Module({})
export class OperationsModule {
  static with(infrastructure: DynamicModule, service: ServiceName): DynamicModule {
    const controllers = [parkedEventsController(service), publicationController(service)];
    return { module: OperationsModule, imports: [infrastructure], controllers };
  }
}
