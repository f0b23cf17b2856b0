import { Module, type DynamicModule } from '@nestjs/common';
import type { Clock } from '@huying/platform';
import { CLOCK, DATA_SOURCE } from '@huying/platform-nest';
import type { DataSource } from 'typeorm';
import { ListPostsController } from './list-posts.controller.js';
import { ListPostsQuery } from './list-posts.query.js';

@Module({})
class ListPostsModule {}

/** `GET /v1/posts`. */
export const listPostsModule = (infrastructure: DynamicModule): DynamicModule => ({
  module: ListPostsModule,
  imports: [infrastructure],
  controllers: [ListPostsController],
  providers: [
    {
      provide: ListPostsQuery,
      inject: [DATA_SOURCE, CLOCK],
      useFactory: (dataSource: DataSource, clock: Clock) => new ListPostsQuery(dataSource, clock),
    },
  ],
});
