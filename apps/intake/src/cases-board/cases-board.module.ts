import { Module, type DynamicModule } from '@nestjs/common';
import { DATA_SOURCE } from '@huying/platform-nest';
import type { DataSource } from 'typeorm';
import { CasesBoardQuery } from './cases-board.query.js';
import { ListCasesController } from './list-cases.controller.js';

@Module({})
class CasesBoardModule {}

/** `GET /v1/cases`, and the board's answers for other slices. */
export const casesBoardModule = (infrastructure: DynamicModule): DynamicModule => ({
  module: CasesBoardModule,
  imports: [infrastructure],
  controllers: [ListCasesController],
  providers: [{ provide: CasesBoardQuery, inject: [DATA_SOURCE], useFactory: (dataSource: DataSource) => new CasesBoardQuery(dataSource) }],
  exports: [CasesBoardQuery],
});
