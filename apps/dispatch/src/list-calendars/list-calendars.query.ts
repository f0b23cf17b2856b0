import type { AreaQuery, Listed, CalendarView } from '@huying/contracts';
import { pageOf, readRows } from '@huying/platform-nest';
import type { DataSource } from 'typeorm';
import { positionAfter } from '../list-place.js';
import { calendars } from '../rules-in-force/calendars.projection.js';
import type { RulesInForce } from '../rules-in-force/rules-in-force.js';

export class ListCalendarsQuery {
  constructor(
    private readonly dataSource: DataSource,
    private readonly rules: RulesInForce,
  ) {}

  /** Adopted deadline calendars, the latest first. With an area: those that count for it, the one in force now marked. */
  async list({ area, cursor, limit = 50 }: AreaQuery): Promise<Listed<CalendarView>> {
    const before = positionAfter('calendars', cursor);
    const rest = 'WHERE ($1::text IS NULL OR starts_with($1, area)) AND position < $2 ORDER BY position DESC LIMIT $3';
    const rows = await readRows(this.dataSource, calendars, rest, [area ?? null, before, limit + 1]);
    const inForce = area === undefined ? undefined : (await this.rules.adoptedNow(area)).calendar;
    return pageOf(
      'calendars',
      rows,
      limit,
      (row) => [row.position],
      ({ position, ...view }) => ({ ...view, inForce: position === inForce?.position }),
    );
  }
}
