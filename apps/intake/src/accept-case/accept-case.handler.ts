import type { AcceptCaseBody } from '@huying/contracts';
import type { AcceptCase, CaseRefusal } from '@huying/domain-case';
import type { Origin, Outcome } from '@huying/event-store';
import type { CaseDesk } from '../case-desk/case-desk.js';
import type { CaseRow } from '../cases-board/cases-board.projection.js';
import type { CasesBoardQuery } from '../cases-board/cases-board.query.js';
import type { ReferenceBook } from '../reference-book/reference-book.js';

export interface AcceptCaseInput {
  readonly caseId: string;
  readonly body: AcceptCaseBody;
  readonly origin: Origin;
}

export class AcceptCaseHandler {
  constructor(
    private readonly desk: CaseDesk,
    private readonly board: CasesBoardQuery,
    private readonly book: ReferenceBook,
  ) {}

  /** Accepts a registered case (RULES §1.4 T08). The duplicate check runs here, over the open cases of the same place and matter. */
  async execute({ caseId, body, origin }: AcceptCaseInput): Promise<Outcome<CaseRefusal>> {
    const row = await this.board.find(caseId);
    const area = row?.area ?? origin.actor.area;
    const facts = await this.factsOf(caseId, body, row, area);
    return this.desk.runIn(area, caseId, origin, (circumstances, rules) => ({
      type: 'AcceptCase',
      ...circumstances,
      data: { ...facts, ...(rules === undefined ? {} : { rules }) },
    }));
  }

  private async factsOf(caseId: string, body: AcceptCaseBody, row: CaseRow | undefined, area = ''): Promise<AcceptCase['data']> {
    const { priority, grid, building, entrance, service } = body;
    const found = service === undefined ? undefined : this.book.choiceOf(area, service);
    const matter = service ?? row?.service;
    return {
      priority,
      place: { grid, building, ...(entrance === undefined ? {} : { entrance }) },
      placeKnown: this.book.knowsPlace(area, grid, building),
      ...(service === undefined ? {} : { service }),
      ...(found === undefined ? {} : { choice: { menu: found.menu, type: found.item.type } }),
      duplicates: matter === undefined ? [] : await this.board.duplicatesOf(caseId, area, building, matter),
    };
  }
}
