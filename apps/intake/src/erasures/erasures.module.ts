import type { Clock } from '@huying/platform';
import { CLOCK, DATA_SOURCE } from '@huying/platform-nest';
import { Module, type DynamicModule } from '@nestjs/common';
import type { DataSource } from 'typeorm';
import { ErasuresController } from './erasures.controller.js';
import { ErasuresQuery } from './erasures.query.js';

@Module({})
class ErasuresModule {}

/** `/v1/erasures`. */
export const erasuresModule = (...imports: readonly DynamicModule[]): DynamicModule => ({
  module: ErasuresModule,
  imports: [...imports],
  controllers: [ErasuresController],
  providers: [
    {
      provide: ErasuresQuery,
      inject: [DATA_SOURCE, CLOCK],
      useFactory: (dataSource: DataSource, clock: Clock) => new ErasuresQuery(dataSource, clock),
    },
  ],
});
