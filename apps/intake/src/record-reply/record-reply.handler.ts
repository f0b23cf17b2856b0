import type { ReplyBody } from '@huying/contracts';
import type { CaseRefusal } from '@huying/domain-case';
import type { Origin, Outcome } from '@huying/event-store';
import type { CaseDesk } from '../case-desk/case-desk.js';
import type { CasesBoardQuery } from '../cases-board/cases-board.query.js';

export class RecordReplyHandler {
  constructor(
    private readonly desk: CaseDesk,
    private readonly board: CasesBoardQuery,
  ) {}

  /** Records that the first-contact owner, or who handles the case, told the resident the result. */
  async execute({
    caseId,
    body,
    origin,
  }: {
    readonly caseId: string;
    readonly body: ReplyBody;
    readonly origin: Origin;
  }): Promise<Outcome<CaseRefusal>> {
    const handler = await this.board.assignmentOf(caseId);
    return this.desk.run(caseId, origin, (circumstances) => ({
      type: 'RecordReply',
      ...circumstances,
      data: { via: body.via, ...(handler === undefined ? {} : { handler }) },
    }));
  }
}
