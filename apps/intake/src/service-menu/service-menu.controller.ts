import { Controller, Get, Query } from '@nestjs/common';
import { MenuQuery } from '@huying/contracts';
import type { ServiceMenu } from '@huying/domain-catalogue';
import { edgeProblem, RequestCaller, showing, type Caller, type Showing } from '@huying/platform-nest';
import { ReferenceBook } from '../reference-book/reference-book.js';

@Controller('v1/menu')
export class ServiceMenuController {
  constructor(private readonly book: ReferenceBook) {}

  /**
   * The menu of an area, its own or that of the area around it; one without items where none is adopted. Only its own has a version
   * that the area's next menu could be adopted under.
   */
  @Get()
  read(@Query() query: MenuQuery, @RequestCaller() { actor }: Caller): Showing<ServiceMenu> {
    const area = query.area ?? actor.area;
    if (area === undefined)
      throw edgeProblem('INVALID_REQUEST', { errors: [{ field: 'area', message: 'area must name a community: you hold no post there' }] });
    const menu = this.book.menuOf(area) ?? { area, version: 'none', items: [] };
    const version = menu.area === area ? this.book.versionOf(`catalogue-${area}`) : 0;
    return showing(menu, version === 0 ? {} : { catalogue: version });
  }
}
