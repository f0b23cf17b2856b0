import { Module, type DynamicModule } from '@nestjs/common';
import { ParkedEventsController } from './parked-events.controller.js';

/** Lets a service's operators see and release what its consumers have parked. */
@Module({})
export class ParkedEventsModule {
  static with(infrastructure: DynamicModule): DynamicModule {
    return { module: ParkedEventsModule, imports: [infrastructure], controllers: [ParkedEventsController] };
  }
}
