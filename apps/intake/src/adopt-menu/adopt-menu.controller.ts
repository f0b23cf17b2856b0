import { Body, Controller, HttpCode, Post } from '@nestjs/common';
import { AdoptMenuBody } from '@huying/contracts';
import type { Origin } from '@huying/event-store';
import { RequestOrigin, unwrap, type WriteAnswer } from '@huying/platform-nest';
import { catalogueProblems } from '../catalogue.problems.js';
import { AdoptMenuHandler } from './adopt-menu.handler.js';

@Controller('v1/menus')
export class AdoptMenuController {
  constructor(private readonly handler: AdoptMenuHandler) {}

  @Post()
  @HttpCode(201)
  async adopt(@Body() body: AdoptMenuBody, @RequestOrigin() origin: Origin): Promise<WriteAnswer<{ area: string; menu: string }>> {
    return unwrap(await this.handler.execute({ body, origin }), catalogueProblems, { area: body.area, menu: body.version });
  }
}
