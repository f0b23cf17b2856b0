import type { PlaceBody, RegisterCaseBody } from '@huying/contracts';
import {
  firstContactOf,
  type CaseFact,
  type CaseRefusal,
  type FirstContactAssigned,
  type Place,
  type RegisterCase,
} from '@huying/domain-case';
import { decodeRecorded, type EventStore, type Origin, type Outcome } from '@huying/event-store';
import { shanghai, type Actor } from '@huying/kernel';
import { derivedId, type Clock } from '@huying/platform';
import type { CaseDesk } from '../case-desk/case-desk.js';
import { caseStream } from '../case-desk/case-streams.js';
import type { ResidentIds } from '../resident-desk/resident-ids.js';
import type { ReferenceBook } from '../reference-book/reference-book.js';

export interface RegisteredCase {
  readonly caseId: string;
  readonly outcome: Outcome<CaseRefusal>;
  /** Who answers for the case from now on (首问); absent where it was refused. */
  readonly firstContact: FirstContactAssigned['data'] | undefined;
}

export class RegisterCaseHandler {
  constructor(
    private readonly desk: CaseDesk,
    private readonly book: ReferenceBook,
    private readonly residents: ResidentIds,
    private readonly store: Pick<EventStore, 'readStream'>,
    private readonly clock: Clock,
  ) {}

  /** Registers a case (RULES §1.4 T01). Menu and duty come from memory; the case's id from the command's, so that a repeat finds it. */
  async execute({
    area,
    body,
    origin,
  }: {
    readonly area: string;
    readonly body: RegisterCaseBody;
    readonly origin: Origin;
  }): Promise<RegisteredCase> {
    const caseId = derivedId('case', origin.command.id);
    const data = await this.dataOf(caseId, area, body, origin.actor);
    const outcome = await this.desk.open(area, caseId, origin, (circumstances) => ({ type: 'RegisterCase', ...circumstances, data }));
    if (outcome.kind !== 'accepted') return { caseId, outcome, firstContact: undefined };
    const firstContact = outcome.repeated ? await this.recordedFirstContact(caseId) : firstContactOf(origin.actor, data)?.data;
    return { caseId, outcome, firstContact };
  }

  private async dataOf(caseId: string, area: string, body: RegisterCaseBody, actor: Actor): Promise<RegisterCase['data']> {
    const found = this.book.choiceOf(area, body.service);
    const spot = body.place?.spot;
    const complainant = actor.role === 'RES' || body.resident === undefined ? undefined : await this.residents.of(body.resident.phone);
    return {
      caseId,
      area,
      service: body.service,
      ...(found === undefined ? {} : { choice: { menu: found.menu, type: found.item.type } }),
      channel: actor.role === 'RES' ? 'online' : (body.channel ?? 'counter'),
      place: placeOf(body.place),
      contact: body.contact,
      ...(complainant === undefined ? {} : { complainant }),
      ...(body.resident === undefined ? {} : { resident: { name: body.resident.name, phone: body.resident.phone } }),
      words: body.description,
      ...(spot === undefined ? {} : { spot }),
      ...(body.subjectUnit === undefined ? {} : { subjectUnit: body.subjectUnit }),
      ...this.book.firstContact(area, shanghai(this.clock.now())),
    };
  }

  private async recordedFirstContact(caseId: string): Promise<FirstContactAssigned['data'] | undefined> {
    for await (const recorded of this.store.readStream(caseStream(caseId))) {
      const event = decodeRecorded<CaseFact>(recorded);
      if (event.type === 'FirstContactAssigned') return event.data;
    }
    return undefined;
  }
}

/** What of a place may stand in the clear. */
const placeOf = (place: PlaceBody | undefined): Place => ({
  ...(place?.grid === undefined ? {} : { grid: place.grid }),
  ...(place?.building === undefined ? {} : { building: place.building }),
  ...(place?.entrance === undefined ? {} : { entrance: place.entrance }),
});
