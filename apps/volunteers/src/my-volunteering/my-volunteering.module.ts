import { Module, type DynamicModule } from '@nestjs/common';
import type { Clock } from '@huying/platform';
import { CLOCK, DATA_SOURCE } from '@huying/platform-nest';
import type { DataSource } from 'typeorm';
import { ParkedEvents } from '../read-models/parked-events.js';
import { MyOrdersQuery } from './my-orders.query.js';
import { MyVolunteeringController } from './my-volunteering.controller.js';
import { MyVolunteeringQuery } from './my-volunteering.query.js';

@Module({})
class MyVolunteeringModule {}

/** `GET /v1/volunteers/me` and `/v1/volunteers/me/orders`. */
export const myVolunteeringModule = (imports: DynamicModule[]): DynamicModule => ({
  module: MyVolunteeringModule,
  imports,
  controllers: [MyVolunteeringController],
  providers: [
    {
      provide: MyVolunteeringQuery,
      inject: [DATA_SOURCE, ParkedEvents],
      useFactory: (dataSource: DataSource, parked: ParkedEvents) => new MyVolunteeringQuery(dataSource, parked),
    },
    {
      provide: MyOrdersQuery,
      inject: [DATA_SOURCE, ParkedEvents, CLOCK],
      useFactory: (dataSource: DataSource, parked: ParkedEvents, clock: Clock) => new MyOrdersQuery(dataSource, parked, clock),
    },
  ],
});
