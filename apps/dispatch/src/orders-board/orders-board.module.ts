import { Module, type DynamicModule } from '@nestjs/common';
import type { Clock } from '@huying/platform';
import { CLOCK, DATA_SOURCE } from '@huying/platform-nest';
import type { DataSource } from 'typeorm';
import { OrdersBoardController } from './orders-board.controller.js';
import { OrdersBoardQuery } from './orders-board.query.js';

@Module({})
class OrdersBoardModule {}

/** `GET /v1/orders`, `GET /v1/orders/{caseId}`. */
export const ordersBoardModule = (infrastructure: DynamicModule): DynamicModule => ({
  module: OrdersBoardModule,
  imports: [infrastructure],
  controllers: [OrdersBoardController],
  providers: [
    {
      provide: OrdersBoardQuery,
      inject: [DATA_SOURCE, CLOCK],
      useFactory: (dataSource: DataSource, clock: Clock) => new OrdersBoardQuery(dataSource, clock),
    },
  ],
});
