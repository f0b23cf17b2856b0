import type { CaseRefusal } from '@huying/domain-case';
import type { Origin, Outcome } from '@huying/event-store';
import type { CaseDesk } from '../case-desk/case-desk.js';

export interface DischargeFirstContactInput {
  readonly caseId: string;

  readonly origin: Origin;
}

export class DischargeFirstContactHandler {
  constructor(private readonly desk: CaseDesk) {}

  /** Ends the first-contact duty once the resident has his answer (RULES §3.6). */
  execute({ caseId, origin }: DischargeFirstContactInput): Promise<Outcome<CaseRefusal>> {
    return this.desk.run(caseId, origin, (circumstances) => ({ type: 'DischargeFirstContact', ...circumstances, data: null }));
  }
}
