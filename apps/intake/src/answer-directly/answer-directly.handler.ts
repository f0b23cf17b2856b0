import type { DirectAnswerBody } from '@huying/contracts';
import type { CaseRefusal } from '@huying/domain-case';
import type { Origin, Outcome } from '@huying/event-store';
import type { CaseDesk } from '../case-desk/case-desk.js';

export interface AnswerDirectlyInput {
  readonly caseId: string;
  readonly body: DirectAnswerBody;
  readonly origin: Origin;
}

export class AnswerDirectlyHandler {
  constructor(private readonly desk: CaseDesk) {}

  /** Answers a consultation at once (RULES §1.4 T02). */
  execute({ caseId, body, origin }: AnswerDirectlyInput): Promise<Outcome<CaseRefusal>> {
    return this.desk.run(caseId, origin, (circumstances, rules) => ({
      type: 'AnswerDirectly',
      ...circumstances,
      data: { answer: body.answer, source: body.source, ...(rules === undefined ? {} : { rules }) },
    }));
  }
}
