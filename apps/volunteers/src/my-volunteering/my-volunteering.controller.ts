import { Controller, Get, Query } from '@nestjs/common';
import { CursorQuery } from '@huying/contracts';
import { ProblemException, RequestCaller, type Caller } from '@huying/platform-nest';
import { volunteerProblems } from '../volunteering.problems.js';
import { MyOrdersQuery } from './my-orders.query.js';
import { MyVolunteeringQuery, type MyVolunteering } from './my-volunteering.query.js';

@Controller('v1/volunteers/me')
export class MyVolunteeringController {
  constructor(
    private readonly mine: MyVolunteeringQuery,
    private readonly orders: MyOrdersQuery,
  ) {}

  @Get()
  async view(@RequestCaller() { actor }: Caller): Promise<MyVolunteering> {
    const mine = await this.mine.of(actor.person);
    if (mine === undefined) throw new ProblemException('VOLUNTEER_NOT_FOUND', volunteerProblems.VOLUNTEER_NOT_FOUND);
    return mine;
  }

  @Get('orders')
  listOrders(@Query() query: CursorQuery, @RequestCaller() { actor }: Caller) {
    return this.orders.of(actor.person, query);
  }
}
