import { Module, type DynamicModule } from '@nestjs/common';
import type { Clock } from '@huying/platform';
import { CLOCK, DATA_SOURCE } from '@huying/platform-nest';
import type { DataSource } from 'typeorm';
import { ParkedEvents } from '../read-models/parked-events.js';
import { RatesController } from './rates.controller.js';
import { RatesQueries } from './rates.query.js';
import { RecordRules } from './record-rules.js';

@Module({})
class RatesModule {}

export const ratesModule = (imports: DynamicModule[]): DynamicModule => ({
  module: RatesModule,
  imports,
  controllers: [RatesController],
  providers: [
    {
      provide: RatesQueries,
      inject: [DATA_SOURCE, ParkedEvents, CLOCK],
      useFactory: (dataSource: DataSource, parked: ParkedEvents, clock: Clock) =>
        new RatesQueries(dataSource, new RecordRules(dataSource), parked, clock),
    },
  ],
});
