import { Controller, Get, Query } from '@nestjs/common';
import { AreaQuery, type PolicyView, type Listed } from '@huying/contracts';
import { ListPoliciesQuery } from './list-policies.query.js';

@Controller('v1/policies')
export class ListPoliciesController {
  constructor(private readonly query: ListPoliciesQuery) {}

  @Get()
  list(@Query() query: AreaQuery): Promise<Listed<PolicyView>> {
    return this.query.list(query);
  }
}
