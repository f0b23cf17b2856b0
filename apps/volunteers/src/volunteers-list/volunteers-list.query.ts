import type { CursorQuery, VolunteersQuery } from '@huying/contracts';
import type { Actor } from '@huying/kernel';
import { Conditions, type Page, pageOf, readCursor, readRows } from '@huying/platform-nest';
import type { DataSource } from 'typeorm';
import { hoursOf } from '../read-models/hours.js';
import type { ParkedEvents } from '../read-models/parked-events.js';
import { teams } from '../teams-list/teams.projection.js';
import { serviceRecords, type ServiceRecordRow } from './service-records.projection.js';
import { volunteers, type VolunteerRow } from './volunteers.projection.js';

type Counted<Item> = Page<Item> & { readonly parkedEvents: number };
export type ListedVolunteer = Omit<VolunteerRow, 'person'> & { readonly hours: string };
export type ListedRecord = ServiceRecordRow;

const list = 'volunteers';
const recordList = 'service-records';

/** Volunteers and their hours, as far as the asker may see them: his own, his team's, or those of his post's area. */
export class VolunteersListQuery {
  constructor(
    private readonly dataSource: DataSource,
    private readonly parked: ParkedEvents,
  ) {}

  async list({ area, team, cursor, limit = 50 }: VolunteersQuery, actor: Actor): Promise<Counted<ListedVolunteer>> {
    const conditions = this.visibleTo(actor, new Conditions())
      .addIf(area, (at) => `starts_with(area, ${at})`)
      .addIf(team, (at) => `volunteer IN (SELECT unnest(members) FROM ${teams.table.in('read')} WHERE team = ${at})`);
    if (cursor !== undefined) conditions.add(readCursor(list, cursor, 1), (id) => `volunteer > ${id}`);
    const rows = await readRows(this.dataSource, volunteers, conditions.page('volunteer', limit), conditions.values);
    const page = pageOf(list, rows, limit, ({ volunteer }) => [volunteer], listedOf);
    return { ...page, parkedEvents: await this.parked.of('volunteers') };
  }

  /** Undefined where there is no such volunteer for the asker to see. */
  async records(volunteer: string, { cursor, limit = 50 }: CursorQuery, actor: Actor): Promise<Counted<ListedRecord> | undefined> {
    const seen = this.visibleTo(actor, new Conditions()).add([volunteer], (at) => `volunteer = ${at}`);
    const [known] = await readRows(this.dataSource, volunteers, seen.page('volunteer', 1), seen.values);
    if (known === undefined) return undefined;
    const conditions = new Conditions().add([volunteer], (at) => `volunteer = ${at}`);
    if (cursor !== undefined) {
      conditions.add(readCursor(recordList, cursor, 2), (from, id) => `("from", record) < (${from}::timestamptz, ${id})`);
    }
    const rows = await readRows(this.dataSource, serviceRecords, conditions.page('"from" DESC, record DESC', limit), conditions.values);
    const page = pageOf(
      recordList,
      rows,
      limit,
      ({ from, record }) => [from, record],
      (row) => row,
    );
    return { ...page, parkedEvents: await this.parked.of('volunteers') };
  }

  private visibleTo({ person, role, area }: Actor, conditions: Conditions): Conditions {
    if (role === 'VOL') return conditions.add([person], (at) => `person = ${at}`);
    if (role === 'LEA') {
      const led = `SELECT unnest(members) FROM ${teams.table.in('read')}`;
      return conditions.add([person], (at) => `(person = ${at} OR volunteer IN (${led} WHERE leader_person = ${at}))`);
    }
    return conditions.add([area ?? ''], (at) => `${at} <> '' AND starts_with(area, ${at})`);
  }
}

function listedOf(row: VolunteerRow): ListedVolunteer {
  const { volunteer, area, retiredMember, since, confirmedMinutes, confirmedRecords, pendingRecords } = row;
  return { volunteer, area, retiredMember, since, confirmedMinutes, hours: hoursOf(confirmedMinutes), confirmedRecords, pendingRecords };
}
