import type { CaseRefusal } from '@huying/domain-case';
import type { Origin, Outcome } from '@huying/event-store';
import type { CaseDesk } from '../case-desk/case-desk.js';

export interface CloseCaseInput {
  readonly caseId: string;

  readonly origin: Origin;
}

export class CloseCaseHandler {
  constructor(private readonly desk: CaseDesk) {}

  /** Closes a case after its callback (RULES §1.4 T22). */
  execute({ caseId, origin }: CloseCaseInput): Promise<Outcome<CaseRefusal>> {
    return this.desk.run(caseId, origin, (circumstances) => ({ type: 'CloseCase', ...circumstances, data: null }));
  }
}
