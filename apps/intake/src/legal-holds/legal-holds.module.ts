import { DATA_SOURCE } from '@huying/platform-nest';
import { Module, type DynamicModule } from '@nestjs/common';
import type { DataSource } from 'typeorm';
import { LegalHoldsController } from './legal-holds.controller.js';
import { LegalHoldsQuery } from './legal-holds.query.js';

@Module({})
class LegalHoldsModule {}

/** `/v1/legal-holds`. */
export const legalHoldsModule = (...imports: readonly DynamicModule[]): DynamicModule => ({
  module: LegalHoldsModule,
  imports: [...imports],
  controllers: [LegalHoldsController],
  providers: [{ provide: LegalHoldsQuery, inject: [DATA_SOURCE], useFactory: (dataSource: DataSource) => new LegalHoldsQuery(dataSource) }],
});
