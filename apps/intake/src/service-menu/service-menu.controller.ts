import { Controller, Get, Query } from '@nestjs/common';
import { MenuQuery } from '@huying/contracts';
import type { ServiceMenu } from '@huying/domain-catalogue';
import { edgeProblem, RequestCaller, type Caller } from '@huying/platform-nest';
import { ReferenceBook } from '../reference-book/reference-book.js';

@Controller('v1/menu')
export class ServiceMenuController {
  constructor(private readonly book: ReferenceBook) {}

  /** The menu of an area, its own or that of the area around it; one without items where none is adopted. */
  @Get()
  read(@Query() query: MenuQuery, @RequestCaller() { actor }: Caller): ServiceMenu {
    const area = query.area ?? actor.area;
    if (area === undefined)
      throw edgeProblem('INVALID_REQUEST', { errors: [{ field: 'area', message: 'area must name a community: you hold no post there' }] });
    return this.book.menuOf(area) ?? { area, version: 'none', items: [] };
  }
}
