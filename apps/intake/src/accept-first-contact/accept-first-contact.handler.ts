import type { CaseRefusal } from '@huying/domain-case';
import type { Origin, Outcome } from '@huying/event-store';
import type { CaseDesk } from '../case-desk/case-desk.js';

export interface AcceptFirstContactInput {
  readonly caseId: string;

  readonly origin: Origin;
}

export class AcceptFirstContactHandler {
  constructor(private readonly desk: CaseDesk) {}

  /** Accepts the first-contact duty that was offered (RULES §3.6). */
  execute({ caseId, origin }: AcceptFirstContactInput): Promise<Outcome<CaseRefusal>> {
    return this.desk.run(caseId, origin, (circumstances, rules) => ({
      type: 'AcceptFirstContact',
      ...circumstances,
      data: rules === undefined ? {} : { rules },
    }));
  }
}
