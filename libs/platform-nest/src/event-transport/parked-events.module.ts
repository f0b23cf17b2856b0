import type { ServiceName } from '@huying/contracts';
import { Module, type DynamicModule } from '@nestjs/common';
import { parkedEventsController } from './parked-events.controller.js';

/** Lets a service's operators see and release what its consumers have parked, and restart one that has stopped. */
@Module({})
export class ParkedEventsModule {
  static with(infrastructure: DynamicModule, service: ServiceName): DynamicModule {
    return { module: ParkedEventsModule, imports: [infrastructure], controllers: [parkedEventsController(service)] };
  }
}
