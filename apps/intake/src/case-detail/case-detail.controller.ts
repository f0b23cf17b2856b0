import { Controller, Get, Param } from '@nestjs/common';
import { ProblemException, RequestCaller, type Caller } from '@huying/platform-nest';
import { CaseIdPipe } from '../case-desk/case-id.pipe.js';
import { caseProblems } from '../case.problems.js';
import { CaseDetailQuery, type CaseDetail } from './case-detail.query.js';

@Controller('v1/cases')
export class CaseDetailController {
  constructor(private readonly query: CaseDetailQuery) {}

  @Get(':caseId')
  async read(@Param('caseId', CaseIdPipe) caseId: string, @RequestCaller() caller: Caller): Promise<CaseDetail> {
    const detail = await this.query.find(caseId, caller);
    if (detail === undefined) throw new ProblemException('CASE_NOT_FOUND', caseProblems.CASE_NOT_FOUND);
    return detail;
  }
}
