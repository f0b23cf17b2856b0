import { Controller, Get, Query } from '@nestjs/common';
import { AreaQuery, type GridView, type Listed } from '@huying/contracts';
import { ListGridsQuery } from './list-grids.query.js';

@Controller('v1/grids')
export class ListGridsController {
  constructor(private readonly query: ListGridsQuery) {}

  @Get()
  list(@Query() query: AreaQuery): Promise<Listed<GridView>> {
    return this.query.list(query);
  }
}
