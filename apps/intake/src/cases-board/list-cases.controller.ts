import { Controller, Get, Query } from '@nestjs/common';
import { CasesQuery } from '@huying/contracts';
import { RequestCaller, type Caller, type Page } from '@huying/platform-nest';
import type { CaseRow } from './cases-board.projection.js';
import { CasesBoardQuery } from './cases-board.query.js';

@Controller('v1/cases')
export class ListCasesController {
  constructor(private readonly board: CasesBoardQuery) {}

  @Get()
  list(@Query() query: CasesQuery, @RequestCaller() caller: Caller): Promise<Page<CaseRow>> {
    return this.board.page(query, caller);
  }
}
