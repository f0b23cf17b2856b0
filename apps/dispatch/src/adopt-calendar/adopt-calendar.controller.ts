import { Body, Controller, HttpCode, Post } from '@nestjs/common';
import { AdoptCalendarBody, type AdoptionAnswer } from '@huying/contracts';
import type { Origin } from '@huying/event-store';
import { RequestOrigin, unwrap } from '@huying/platform-nest';
import { adoptionProblems } from '../dispatch.problems.js';
import { AdoptCalendarHandler } from './adopt-calendar.handler.js';

@Controller('v1/calendars')
export class AdoptCalendarController {
  constructor(private readonly handler: AdoptCalendarHandler) {}

  @Post()
  @HttpCode(201)
  async adopt(@Body() body: AdoptCalendarBody, @RequestOrigin() origin: Origin): Promise<AdoptionAnswer> {
    return unwrap(await this.handler.execute(body, origin), adoptionProblems, { area: body.area, adopted: body.version });
  }
}
