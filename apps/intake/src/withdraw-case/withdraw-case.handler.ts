import type { WithdrawalBody } from '@huying/contracts';
import type { CaseRefusal } from '@huying/domain-case';
import type { Origin, Outcome } from '@huying/event-store';
import type { CaseDesk } from '../case-desk/case-desk.js';

export interface WithdrawCaseInput {
  readonly caseId: string;
  readonly body: WithdrawalBody;
  readonly origin: Origin;
}

export class WithdrawCaseHandler {
  constructor(private readonly desk: CaseDesk) {}

  /** Withdraws a case that intake holds (RULES §1.4 T30). */
  execute({ caseId, body, origin }: WithdrawCaseInput): Promise<Outcome<CaseRefusal>> {
    return this.desk.run(caseId, origin, (circumstances) => ({
      type: 'WithdrawCase',
      ...circumstances,
      data: { reason: body.reason, ...(body.call === undefined ? {} : { call: body.call }) },
    }));
  }
}
