import type { TeamsQuery } from '@huying/contracts';
import { Conditions, type Page, pageOf, readCursor, readRows } from '@huying/platform-nest';
import type { DataSource } from 'typeorm';
import type { ParkedEvents } from '../read-models/parked-events.js';
import { teams, type TeamRow } from './teams.projection.js';

/** A team as anybody may see it: no person in it. */
export interface ListedTeam extends Pick<TeamRow, 'team' | 'name' | 'area'> {
  readonly members: number;
}
const list = 'teams';

export class TeamsListQuery {
  constructor(
    private readonly dataSource: DataSource,
    private readonly parked: ParkedEvents,
  ) {}

  async list({ area, cursor, limit = 50 }: TeamsQuery): Promise<Page<ListedTeam> & { readonly parkedEvents: number }> {
    const conditions = new Conditions().addIf(area, (at) => `starts_with(area, ${at})`);
    if (cursor !== undefined) conditions.add(readCursor(list, cursor, 1), (id) => `team > ${id}`);
    const rows = await readRows(this.dataSource, teams, conditions.page('team', limit), conditions.values);
    const page = pageOf(
      list,
      rows,
      limit,
      ({ team }) => [team],
      ({ team, name, area: of, members }) => {
        return { team, name, area: of, members: members.length };
      },
    );
    return { ...page, parkedEvents: await this.parked.of('volunteers') };
  }
}
