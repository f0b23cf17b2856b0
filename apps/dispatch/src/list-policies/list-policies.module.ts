import { Module, type DynamicModule } from '@nestjs/common';
import { DATA_SOURCE } from '@huying/platform-nest';
import type { DataSource } from 'typeorm';
import { RulesInForce } from '../rules-in-force/rules-in-force.js';
import { ListPoliciesController } from './list-policies.controller.js';
import { ListPoliciesQuery } from './list-policies.query.js';

@Module({})
class ListPoliciesModule {}

/** `GET /v1/policies`. */
export const listPoliciesModule = (infrastructure: DynamicModule, desk: DynamicModule): DynamicModule => ({
  module: ListPoliciesModule,
  imports: [infrastructure, desk],
  controllers: [ListPoliciesController],
  providers: [
    {
      provide: ListPoliciesQuery,
      inject: [DATA_SOURCE, RulesInForce],
      useFactory: (dataSource: DataSource, rules: RulesInForce) => new ListPoliciesQuery(dataSource, rules),
    },
  ],
});
