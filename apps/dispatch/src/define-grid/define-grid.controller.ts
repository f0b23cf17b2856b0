import { Body, Controller, HttpCode, Post } from '@nestjs/common';
import { DefineGridBody, type GridAnswer } from '@huying/contracts';
import type { Origin } from '@huying/event-store';
import { RequestOrigin, unwrap } from '@huying/platform-nest';
import { gridProblems } from '../dispatch.problems.js';
import { DefineGridHandler } from './define-grid.handler.js';

@Controller('v1/grids')
export class DefineGridController {
  constructor(private readonly handler: DefineGridHandler) {}

  @Post()
  @HttpCode(201)
  async define(@Body() body: DefineGridBody, @RequestOrigin() origin: Origin): Promise<GridAnswer> {
    return unwrap(await this.handler.execute(body, origin), gridProblems, { grid: body.grid });
  }
}
