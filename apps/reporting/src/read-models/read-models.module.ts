import { Module, type DynamicModule } from '@nestjs/common';
import { CONSUMPTIONS, type Consumptions } from '@huying/platform-nest';
import { ParkedEvents } from './parked-events.js';

@Module({})
class ReadModelsModule {}

/** What the reading slices share. */
export const readModelsModule = (infrastructure: DynamicModule): DynamicModule => ({
  module: ReadModelsModule,
  imports: [infrastructure],
  providers: [
    { provide: ParkedEvents, inject: [CONSUMPTIONS], useFactory: (consumptions: Consumptions) => new ParkedEvents(consumptions) },
  ],
  exports: [ParkedEvents],
});
