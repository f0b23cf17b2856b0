import { HoldsQuery, PlaceHoldBody, ReleaseHoldBody } from '@huying/contracts';
import type { Origin } from '@huying/event-store';
import { derivedId } from '@huying/platform';
import { ProblemException, RequestCaller, RequestOrigin, unwrap, type Caller, type Page, type WriteAnswer } from '@huying/platform-nest';
import { Body, Controller, Get, HttpCode, Param, Post, Query } from '@nestjs/common';
import { isId, personOf } from '../resident-desk/person-of.js';
import { ResidentDesk } from '../resident-desk/resident-desk.js';
import { residentProblems } from '../resident.problems.js';
import type { LegalHoldRow } from './legal-holds.projection.js';
import { LegalHoldsQuery } from './legal-holds.query.js';

/** Holds that keep a person's data from being erased (RULES §6). */
@Controller('v1/legal-holds')
export class LegalHoldsController {
  constructor(
    private readonly desk: ResidentDesk,
    private readonly holds: LegalHoldsQuery,
  ) {}

  @Post()
  @HttpCode(201)
  async place(@Body() body: PlaceHoldBody, @RequestOrigin() origin: Origin): Promise<WriteAnswer<{ hold: string }>> {
    const person = await personOf(this.desk, body);
    const hold = derivedId('hold', origin.command.id);
    const { caseId, ground, reference } = body;
    const outcome = await this.desk.run(person, origin, ({ at, actor, ...known }) => ({
      type: 'PlaceLegalHold',
      at,
      actor,
      data: {
        ...{ hold, person, ground, ...known },
        ...(caseId === undefined ? {} : { caseId }),
        ...(reference === undefined ? {} : { reference }),
      },
    }));
    return unwrap(outcome, residentProblems, { hold });
  }

  @Post(':hold/release')
  @HttpCode(200)
  async release(
    @Param('hold') hold: string,
    @Body() { reference }: ReleaseHoldBody,
    @RequestOrigin() origin: Origin,
  ): Promise<WriteAnswer<{ hold: string }>> {
    const person = isId(hold) ? await this.holds.personOf(hold) : undefined;
    if (person === undefined) throw new ProblemException('HOLD_NOT_FOUND', residentProblems.HOLD_NOT_FOUND);
    const outcome = await this.desk.run(person, origin, ({ at, actor, ...known }) => ({
      type: 'ReleaseLegalHold',
      at,
      actor,
      data: { hold, ...known, ...(reference === undefined ? {} : { reference }) },
    }));
    return unwrap(outcome, residentProblems, { hold });
  }

  @Get()
  list(@Query() query: HoldsQuery, @RequestCaller() caller: Caller): Promise<Page<LegalHoldRow>> {
    return this.holds.page(query, caller);
  }
}
