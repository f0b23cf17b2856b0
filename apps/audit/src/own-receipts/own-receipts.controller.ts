import { caseEventTypes, type OwnReceiptsAnswer } from '@huying/contracts';
import type { Delivery } from '@huying/event-bus';
import type { Origin } from '@huying/event-store';
import { ProblemException, RequestOrigin } from '@huying/platform-nest';
import { Controller, Get, Inject, Param } from '@nestjs/common';
import { auditProblems } from '../audit.problems.js';
import { eventName } from '../case-folds/names.js';
import { eventsOfCase, type Ask } from '../case-lookup/case-events.js';
import { ASK } from '../case-lookup/tokens.js';
import { Receipts } from '../case-proof/receipts.js';

/** What a resident holds in his hand: proof that his case was taken down, and what he himself did in it. */
@Controller('v1/cases')
export class OwnReceiptsController {
  constructor(@Inject(ASK) private readonly ask: Ask) {}

  @Get(':caseId/receipts')
  async receipts(@Param('caseId') caseId: string, @RequestOrigin() { actor }: Origin): Promise<OwnReceiptsAnswer> {
    const events = await eventsOfCase(this.ask, caseId);
    if (!events.some((event) => isRegistrationBy(event, actor.person)))
      throw new ProblemException('NOT_YOUR_CASE', auditProblems.NOT_YOUR_CASE);
    const makers = new Receipts(this.ask);
    // Of what others did he is told elsewhere; their entries name people and units that are none of his business.
    const own = events.filter((event) => event.envelope.actor === actor.person || isRegistrationBy(event, actor.person));
    const receipts = await Promise.all(
      own.map(async (event) => ({
        source: event.source,
        position: event.recorded.position,
        name: eventName(event.recorded.type),
        occurredAt: event.envelope.time,
        receipt: (await makers.of(event)) ?? null,
      })),
    );
    return { caseId, receipts, unpublished: receipts.filter(({ receipt }) => receipt === null).length };
  }
}

function isRegistrationBy({ recorded, envelope }: Delivery, person: string): boolean {
  const { complainant } = envelope.data as Readonly<Record<string, unknown>>;
  return recorded.type === caseEventTypes.CaseRegistered.type && complainant === person;
}
