import { Body, Controller, HttpCode, Param, Post } from '@nestjs/common';
import { EndRoleBody, type PostAnswer } from '@huying/contracts';
import type { Origin } from '@huying/event-store';
import { RequestOrigin, unwrap } from '@huying/platform-nest';
import { postProblems } from '../dispatch.problems.js';
import { PostIdPipe } from './post-id.pipe.js';
import { EndRoleHandler } from './end-role.handler.js';

@Controller('v1/posts/:postId/end')
export class EndRoleController {
  constructor(private readonly handler: EndRoleHandler) {}

  @Post()
  @HttpCode(200)
  async end(@Param('postId', PostIdPipe) post: string, @Body() body: EndRoleBody, @RequestOrigin() origin: Origin): Promise<PostAnswer> {
    return unwrap(await this.handler.execute({ post, body, origin }), postProblems, { post });
  }
}
