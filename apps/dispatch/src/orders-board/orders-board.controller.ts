import { Controller, Get, Param, Query } from '@nestjs/common';
import { OrdersQuery, type OrderPage, type OrderView } from '@huying/contracts';
import { ProblemException, RequestCaller, showing, type Caller, type Showing } from '@huying/platform-nest';
import { CaseIdPipe } from '../order-desk/case-id.pipe.js';
import { readProblems } from '../dispatch.problems.js';
import { OrdersBoardQuery } from './orders-board.query.js';

@Controller('v1/orders')
export class OrdersBoardController {
  constructor(private readonly orders: OrdersBoardQuery) {}

  @Get()
  list(@Query() query: OrdersQuery, @RequestCaller() { actor }: Caller): Promise<OrderPage> {
    return this.orders.list(query, actor);
  }

  @Get(':caseId')
  async view(@Param('caseId', CaseIdPipe) caseId: string, @RequestCaller() { actor }: Caller): Promise<Showing<OrderView>> {
    const order = await this.orders.find(caseId, actor);
    if (order === undefined) throw new ProblemException('ORDER_NOT_FOUND', readProblems.ORDER_NOT_FOUND);
    return showing(order, { order: order.version });
  }
}
