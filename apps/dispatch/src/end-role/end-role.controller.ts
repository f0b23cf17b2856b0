import { Body, Controller, HttpCode, Param, ParseUUIDPipe, Post } from '@nestjs/common';
import { EndRoleBody, type PostAnswer } from '@huying/contracts';
import type { Origin } from '@huying/event-store';
import { ProblemException, RequestOrigin, unwrap } from '@huying/platform-nest';
import { postProblems } from '../dispatch.problems.js';
import { EndRoleHandler } from './end-role.handler.js';

const postId = new ParseUUIDPipe({ exceptionFactory: () => new ProblemException('POST_NOT_FOUND', postProblems.POST_NOT_FOUND) });

@Controller('v1/posts/:postId/end')
export class EndRoleController {
  constructor(private readonly handler: EndRoleHandler) {}

  @Post()
  @HttpCode(200)
  async end(@Param('postId', postId) post: string, @Body() body: EndRoleBody, @RequestOrigin() origin: Origin): Promise<PostAnswer> {
    return unwrap(await this.handler.execute({ post, body, origin }), postProblems, { post });
  }
}
