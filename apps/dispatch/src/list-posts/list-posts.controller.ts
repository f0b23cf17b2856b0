import { Controller, Get, Query } from '@nestjs/common';
import { PostsQuery, type PostView, type Listed } from '@huying/contracts';
import { ListPostsQuery } from './list-posts.query.js';

@Controller('v1/posts')
export class ListPostsController {
  constructor(private readonly query: ListPostsQuery) {}

  @Get()
  list(@Query() query: PostsQuery): Promise<Listed<PostView>> {
    return this.query.list(query);
  }
}
