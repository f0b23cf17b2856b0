import type { FirstContactHandoverBody } from '@huying/contracts';
import type { CaseRefusal } from '@huying/domain-case';
import type { Origin, Outcome } from '@huying/event-store';
import type { CaseDesk } from '../case-desk/case-desk.js';

export interface HandOverFirstContactInput {
  readonly caseId: string;
  readonly body: FirstContactHandoverBody;
  readonly origin: Origin;
}

export class HandOverFirstContactHandler {
  constructor(private readonly desk: CaseDesk) {}

  /** Offers the first-contact duty to a colleague (RULES §3.6). */
  execute({ caseId, body, origin }: HandOverFirstContactInput): Promise<Outcome<CaseRefusal>> {
    return this.desk.run(caseId, origin, (circumstances) => ({
      type: 'HandOverFirstContact',
      ...circumstances,
      data: { to: { person: body.person, unit: body.unit, ...(body.post === undefined ? {} : { post: body.post }) } },
    }));
  }
}
