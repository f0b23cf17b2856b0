import type { AreaQuery, GridView, Listed } from '@huying/contracts';
import { pageOf, readRows } from '@huying/platform-nest';
import type { DataSource } from 'typeorm';
import { grids } from '../directory/grids.projection.js';
import { idBefore } from '../list-place.js';

export class ListGridsQuery {
  constructor(private readonly dataSource: DataSource) {}

  /** The grids of an area and of those below it, by their ids. */
  async list({ area = '', cursor, limit = 50 }: AreaQuery): Promise<Listed<GridView>> {
    const after = idBefore('grids', cursor);
    const rest = 'WHERE starts_with(area, $1) AND grid > $2 ORDER BY grid LIMIT $3';
    const rows = await readRows(this.dataSource, grids, rest, [area, after, limit + 1]);
    return pageOf(
      'grids',
      rows,
      limit,
      (row) => [row.grid],
      ({ grid, area: of, name, code, buildings }) => ({ grid, area: of, name, code, buildings }),
    );
  }
}
