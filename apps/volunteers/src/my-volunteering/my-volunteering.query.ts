import { readRows } from '@huying/platform-nest';
import type { DataSource } from 'typeorm';
import type { ParkedEvents } from '../read-models/parked-events.js';
import { hoursOf } from '../read-models/hours.js';
import { teams } from '../teams-list/teams.projection.js';
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

  /** Undefined where the person is no volunteer. */
  async of(person: string): Promise<MyVolunteering | undefined> {
    const [row] = await readRows(this.dataSource, volunteers, 'WHERE person = $1', [person]);
    if (row === undefined) return undefined;
    const own = await readRows(this.dataSource, teams, 'WHERE $1 = ANY (members) ORDER BY team', [row.volunteer]);
    return {
      ...row,
      hours: hoursOf(row.confirmedMinutes),
      teams: own.map(({ team, name, leader }) => ({ team, name, leads: leader === row.volunteer })),
      parkedEvents: await this.parked.of('volunteers'),
    };
  }
}
