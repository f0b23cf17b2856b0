import { Module, type DynamicModule } from '@nestjs/common';
import { DATA_SOURCE } from '@huying/platform-nest';
import type { DataSource } from 'typeorm';
import { ListGridsController } from './list-grids.controller.js';
import { ListGridsQuery } from './list-grids.query.js';

@Module({})
class ListGridsModule {}

/** `GET /v1/grids`. */
export const listGridsModule = (infrastructure: DynamicModule): DynamicModule => ({
  module: ListGridsModule,
  imports: [infrastructure],
  controllers: [ListGridsController],
  providers: [{ provide: ListGridsQuery, inject: [DATA_SOURCE], useFactory: (dataSource: DataSource) => new ListGridsQuery(dataSource) }],
});
