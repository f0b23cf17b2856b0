import type { CallbackBody } from '@huying/contracts';
import type { CaseRefusal } from '@huying/domain-case';
import type { Origin, Outcome } from '@huying/event-store';
import type { CaseDesk } from '../case-desk/case-desk.js';

export interface CompleteCallbackInput {
  readonly caseId: string;
  readonly body: CallbackBody;
  readonly origin: Origin;
}

export class CompleteCallbackHandler {
  constructor(private readonly desk: CaseDesk) {}

  /** Records what the resident said when he was called back (回访). */
  execute({ caseId, body, origin }: CompleteCallbackInput): Promise<Outcome<CaseRefusal>> {
    return this.desk.run(caseId, origin, (circumstances) => ({
      type: 'CompleteCallback',
      ...circumstances,
      data: {
        answer: body.answer,
        contacted: body.contacted,
        ...(body.grade === undefined ? {} : { grade: body.grade }),
        ...(body.remark === undefined ? {} : { remark: body.remark }),
      },
    }));
  }
}
