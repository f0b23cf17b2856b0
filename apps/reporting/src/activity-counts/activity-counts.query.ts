import type { ActivityEventsQuery, MonthsQuery } from '@huying/contracts';
import type { Actor } from '@huying/kernel';
import { Conditions, type Page, pageOf, readCursor } from '@huying/platform-nest';
import type { DataSource } from 'typeorm';
import type { ParkedEvents } from '../read-models/parked-events.js';
import { visibleIn } from '../read-models/visible-area.js';
import { heldActivities } from './held-activities.projection.js';
import { attendances, type AttendanceRow } from './attendances.projection.js';

export interface ActivityCount {
  readonly activities: number;
  /** 人: distinct people; of two months or themes they do not add up, since one person may be in both. */
  readonly people: number;
  /** 人次: attendances; these add up. */
  readonly attendances: number;
  /** Distinct volunteers who came, and how often. */
  readonly volunteers: number;
  readonly volunteerAttendances: number;
}
export interface ActivityReport {
  readonly items: readonly (ActivityCount & { readonly month: string; readonly theme: string })[];
  readonly total: ActivityCount;
  readonly parkedEvents: number;
}

const list = 'activity-counts';
const held = heldActivities.table.in('read');
const came = attendances.table.in('read');
const counts = `count(DISTINCT h.activity)::int AS activities,
  count(DISTINCT a.who) FILTER (WHERE a."as" = 'beneficiary')::int AS people,
  coalesce(sum(a.times) FILTER (WHERE a."as" = 'beneficiary'), 0)::int AS attendances,
  count(DISTINCT a.who) FILTER (WHERE a."as" = 'volunteer')::int AS volunteers,
  coalesce(sum(a.times) FILTER (WHERE a."as" = 'volunteer'), 0)::int AS "volunteerAttendances"`;

/** Activities by theme and month, with whom they served: 人 and 人次, always both (F10). */
export class ActivityCountsQuery {
  constructor(
    private readonly dataSource: DataSource,
    private readonly parked: ParkedEvents,
  ) {}

  async report({ area, from, to }: MonthsQuery, actor: Actor): Promise<ActivityReport> {
    const conditions = visibleIn(
      actor,
      area,
      new Conditions().add([], () => 'h.month IS NOT NULL'),
      'h.area',
    )
      .addIf(from, (at) => `h.month >= ${at}`)
      .addIf(to, (at) => `h.month <= ${at}`);
    const rows = await this.dataSource.query<(ActivityCount & { month: string | null; theme: string | null })[]>(
      `SELECT h.month, h.theme, ${counts} FROM ${held} h LEFT JOIN ${came} a ON a.activity = h.activity
        ${conditions.where} GROUP BY GROUPING SETS ((h.month, h.theme), ()) ORDER BY h.month, h.theme`,
      conditions.values,
    );
    const items = rows.flatMap(({ month, theme, ...count }) => (month === null || theme === null ? [] : [{ month, theme, ...count }]));
    const whole = rows.find(({ month }) => month === null);
    if (whole === undefined) throw new Error('an aggregate without groups always has one row');
    const { activities, people, attendances: times, volunteers, volunteerAttendances } = whole;
    const total = { activities, people, attendances: times, volunteers, volunteerAttendances };
    return { items, total, parkedEvents: await this.parked.of('volunteers') };
  }

  async list(
    { area, month, theme, cursor, limit = 50 }: ActivityEventsQuery,
    actor: Actor,
  ): Promise<Page<AttendanceRow> & { readonly parkedEvents: number }> {
    const conditions = visibleIn(actor, area, new Conditions(), 'h.area')
      .add([month], (at) => `h.month = ${at}`)
      .add([theme], (at) => `h.theme = ${at}`);
    if (cursor !== undefined) conditions.add(readCursor(list, cursor, 2), (activity, who) => `(a.activity, a.who) > (${activity}, ${who})`);
    const rows = await this.dataSource.query<AttendanceRow[]>(
      `SELECT a.activity, a.who, a."as", a.times, a.events FROM ${held} h JOIN ${came} a ON a.activity = h.activity
        ${conditions.page('a.activity, a.who', limit)}`,
      conditions.values,
    );
    const page = pageOf(
      list,
      rows,
      limit,
      ({ activity, who }) => [activity, who],
      (row) => row,
    );
    return { ...page, parkedEvents: await this.parked.of('volunteers') };
  }
}
