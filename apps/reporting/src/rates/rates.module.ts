import { Module, type DynamicModule } from '@nestjs/common';
import { DATA_SOURCE } from '@huying/platform-nest';
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
      inject: [DATA_SOURCE, ParkedEvents],
      useFactory: (dataSource: DataSource, parked: ParkedEvents) => new RatesQueries(dataSource, new RecordRules(dataSource), parked),
    },
  ],
});
