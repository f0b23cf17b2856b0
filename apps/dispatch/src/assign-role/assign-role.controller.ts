import { Body, Controller, HttpCode, Post } from '@nestjs/common';
import { AssignRoleBody, type PostAnswer } from '@huying/contracts';
import type { Origin } from '@huying/event-store';
import { RequestOrigin, unwrap } from '@huying/platform-nest';
import { postProblems } from '../dispatch.problems.js';
import { AssignRoleHandler, postOpenedBy } from './assign-role.handler.js';

@Controller('v1/posts')
export class AssignRoleController {
  constructor(private readonly handler: AssignRoleHandler) {}

  @Post()
  @HttpCode(201)
  async assign(@Body() body: AssignRoleBody, @RequestOrigin() origin: Origin): Promise<PostAnswer> {
    return unwrap(await this.handler.execute(body, origin), postProblems, { post: postOpenedBy(origin) });
  }
}
