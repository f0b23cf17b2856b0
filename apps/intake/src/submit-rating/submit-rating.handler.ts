import type { RatingBody } from '@huying/contracts';
import type { CaseRefusal } from '@huying/domain-case';
import type { Origin, Outcome } from '@huying/event-store';
import type { CaseDesk } from '../case-desk/case-desk.js';

export interface SubmitRatingInput {
  readonly caseId: string;
  readonly body: RatingBody;
  readonly origin: Origin;
}

export class SubmitRatingHandler {
  constructor(private readonly desk: CaseDesk) {}

  /** Takes the resident’s grade, whatever it is; the first one stands (评单). */
  execute({ caseId, body, origin }: SubmitRatingInput): Promise<Outcome<CaseRefusal>> {
    return this.desk.run(caseId, origin, (circumstances) => ({
      type: 'SubmitRating',
      ...circumstances,
      data: { grade: body.grade, ...(body.remark === undefined ? {} : { remark: body.remark }) },
    }));
  }
}
