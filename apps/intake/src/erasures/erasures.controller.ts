import { ErasuresQuery as Asked, RejectErasureBody, RequestErasureBody } from '@huying/contracts';
import type { Origin } from '@huying/event-store';
import { derivedId } from '@huying/platform';
import { ProblemException, RequestCaller, RequestOrigin, unwrap, type Caller, type Page, type WriteAnswer } from '@huying/platform-nest';
import { Body, Controller, Get, HttpCode, Param, Post, Query } from '@nestjs/common';
import { isId, personOf } from '../resident-desk/person-of.js';
import { ResidentDesk } from '../resident-desk/resident-desk.js';
import { residentProblems } from '../resident.problems.js';
import { ErasuresQuery, type ErasureView } from './erasures.query.js';

/** Erasure by two persons (RULES §6, DESIGN §9). */
@Controller('v1/erasures')
export class ErasuresController {
  constructor(
    private readonly desk: ResidentDesk,
    private readonly erasures: ErasuresQuery,
  ) {}

  @Post()
  @HttpCode(201)
  async request(@Body() body: RequestErasureBody, @RequestOrigin() origin: Origin): Promise<WriteAnswer<{ erasure: string }>> {
    const person = await personOf(this.desk, body);
    const erasure = derivedId('erasure', origin.command.id);
    const outcome = await this.desk.run(person, origin, ({ at, actor, ...known }) => ({
      type: 'RequestErasure',
      at,
      actor,
      data: { erasure, person, basis: body.basis, ...known },
    }));
    return unwrap(outcome, residentProblems, { erasure });
  }

  /** What a hold stands against is recorded as refused before it is answered so: both persons are on record. */
  @Post(':erasure/approval')
  @HttpCode(200)
  async approve(@Param('erasure') erasure: string, @RequestOrigin() origin: Origin): Promise<WriteAnswer<{ erasure: string }>> {
    const person = await this.personOf(erasure);
    const outcome = await this.desk.run(person, origin, ({ at, actor, ...known }) => ({
      type: 'ApproveErasure',
      at,
      actor,
      data: { erasure, ...known },
    }));
    if (outcome.kind === 'accepted') {
      const recorded = await this.desk.recorded(person, outcome.version);
      if (recorded?.type === 'PiiErasureRefused')
        throw new ProblemException('LEGAL_HOLD', residentProblems.LEGAL_HOLD, { details: { holds: recorded.data.holds } });
    }
    return unwrap(outcome, residentProblems, { erasure });
  }

  @Post(':erasure/rejection')
  @HttpCode(200)
  async reject(
    @Param('erasure') erasure: string,
    @Body() { reason }: RejectErasureBody,
    @RequestOrigin() origin: Origin,
  ): Promise<WriteAnswer<{ erasure: string }>> {
    const outcome = await this.desk.run(await this.personOf(erasure), origin, ({ at, actor, ...known }) => ({
      type: 'RejectErasure',
      at,
      actor,
      data: { erasure, reason, ...known },
    }));
    return unwrap(outcome, residentProblems, { erasure });
  }

  @Get()
  list(@Query() query: Asked, @RequestCaller() caller: Caller): Promise<Page<ErasureView>> {
    return this.erasures.page(query, caller);
  }

  private async personOf(erasure: string): Promise<string> {
    const person = isId(erasure) ? await this.erasures.personOf(erasure) : undefined;
    if (person === undefined) throw new ProblemException('ERASURE_NOT_FOUND', residentProblems.ERASURE_NOT_FOUND);
    return person;
  }
}
