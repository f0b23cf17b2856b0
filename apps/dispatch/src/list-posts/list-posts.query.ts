import type { Listed, PostsQuery, PostView } from '@huying/contracts';
import { epochOf, shanghai } from '@huying/kernel';
import type { Clock } from '@huying/platform';
import { pageOf, readRows } from '@huying/platform-nest';
import type { DataSource } from 'typeorm';
import { posts } from '../directory/posts.projection.js';
import { idBefore } from '../list-place.js';

export class ListPostsQuery {
  constructor(
    private readonly dataSource: DataSource,
    private readonly clock: Clock,
  ) {}

  /** Who held which post at a moment, without names. For an area: its own posts and those of the areas above it. */
  async list({ area, role, person, unit, at, cursor, limit = 50 }: PostsQuery): Promise<Listed<PostView>> {
    const moment = shanghai(at === undefined ? this.clock.now() : epochOf(at));
    const after = idBefore('posts', cursor);
    const rest = `WHERE "from" <= $1 AND ("to" IS NULL OR "to" > $1)
        AND ($2::text IS NULL OR starts_with($2, area)) AND ($3::text IS NULL OR role = $3)
        AND ($4::text IS NULL OR person = $4) AND ($5::text IS NULL OR unit = $5)
        AND post > $6 ORDER BY post LIMIT $7`;
    const wanted = [area, role, person, unit].map((value) => value ?? null);
    const rows = await readRows(this.dataSource, posts, rest, [moment, ...wanted, after, limit + 1]);
    return pageOf(
      'posts',
      rows,
      limit,
      (row) => [row.post],
      (row) => row,
    );
  }
}
