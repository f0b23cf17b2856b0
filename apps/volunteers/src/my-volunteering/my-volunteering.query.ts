import { readRows, readVersionedRows, showing, type Showing } from '@huying/platform-nest';
import type { DataSource } from 'typeorm';
import type { ParkedEvents } from '../read-models/parked-events.js';
import { hoursOf } from '../read-models/hours.js';
import { teams } from '../teams-list/teams.projection.js';
import { volunteerStream } from '../volunteering-streams/streams.js';
import { volunteers, type VolunteerRow } from '../volunteers-list/volunteers.projection.js';

export interface MyVolunteering extends VolunteerRow {
  readonly hours: string;
  readonly teams: readonly { readonly team: string; readonly name: string; readonly leads: boolean }[];
  readonly parkedEvents: number;
}

export class MyVolunteeringQuery {
  constructor(
    private readonly dataSource: DataSource,
    private readonly parked: ParkedEvents,
  ) {}

  /** Undefined where the person is no volunteer. The version is that of his own record, not of his teams. */
  async of(person: string): Promise<Showing<MyVolunteering> | undefined> {
    const [found] = await readVersionedRows(this.dataSource, volunteers, 'WHERE person = $1', [person]);
    if (found === undefined) return undefined;
    const { row, versions } = found;
    const own = await readRows(this.dataSource, teams, 'WHERE $1 = ANY (members) ORDER BY team', [row.volunteer]);
    const mine = {
      ...row,
      hours: hoursOf(row.confirmedMinutes),
      teams: own.map(({ team, name, leader }) => ({ team, name, leads: leader === row.volunteer })),
      parkedEvents: await this.parked.of('volunteers'),
    };
    return showing(mine, { volunteer: versions[volunteerStream(row.volunteer)] ?? 0 });
  }
}
