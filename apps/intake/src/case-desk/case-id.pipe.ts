import type { PipeTransform } from '@nestjs/common';
import { ProblemException } from '@huying/platform-nest';
import { caseProblems } from '../case.problems.js';

const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;

/** A path's case id. What is no id is no case: the answer is the same 404, and the text never becomes a stream's name. */
export class CaseIdPipe implements PipeTransform<string, string> {
  transform(value: string): string {
    if (!uuid.test(value)) throw new ProblemException('CASE_NOT_FOUND', caseProblems.CASE_NOT_FOUND);
    return value;
  }
}
