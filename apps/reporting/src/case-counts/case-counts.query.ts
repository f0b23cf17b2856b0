import type { MonthsQuery, RegisteredCasesQuery } from '@huying/contracts';
import type { Actor } from '@huying/kernel';
import { Conditions, type Page, pageOf, readCursor, readRows } from '@huying/platform-nest';
import type { DataSource } from 'typeorm';
import { caseSide } from '../read-models/case-side.projection.js';
import type { ParkedEvents } from '../read-models/parked-events.js';
import { visibleIn } from '../read-models/visible-area.js';

export interface CaseCount {
  readonly month: string;
  readonly kind: string;
  readonly registered: number;
  readonly closed: number;
}
export interface CountedCase {
  readonly caseId: string;
  readonly kind: string;
  readonly at: string;
  readonly events: readonly string[];
}

const list = 'case-counts';

/** Cases by kind and month (in Shanghai): registered then, and closed then, which need not be the same ones. */
export class CaseCountsQuery {
  constructor(
    private readonly dataSource: DataSource,
    private readonly parked: ParkedEvents,
  ) {}

  async report(
    { area, from, to }: MonthsQuery,
    actor: Actor,
  ): Promise<{ readonly items: readonly CaseCount[]; readonly parkedEvents: number }> {
    const conditions = visibleIn(actor, area, new Conditions(), 'area');
    conditions.addIf(from, (at) => `month >= ${at}`).addIf(to, (at) => `month <= ${at}`);
    const cases = caseSide.table.in('read');
    const items = await this.dataSource.query<CaseCount[]>(
      `SELECT month, kind, sum(registered)::int AS registered, sum(closed)::int AS closed
         FROM (SELECT area, kind, registered_month AS month, 1 AS registered, 0 AS closed FROM ${cases}
               UNION ALL
               SELECT area, kind, closed_month, 0, 1 FROM ${cases} WHERE closed_month IS NOT NULL) AS counted
        ${conditions.where} GROUP BY month, kind ORDER BY month, kind`,
      conditions.values,
    );
    return { items, parkedEvents: await this.parked.of('intake') };
  }

  async list(
    { area, month, kind, what = 'registered', cursor, limit = 50 }: RegisteredCasesQuery,
    actor: Actor,
  ): Promise<Page<CountedCase> & { readonly parkedEvents: number }> {
    const conditions = visibleIn(actor, area, new Conditions(), 'area')
      .add([month], (at) => `${what}_month = ${at}`)
      .addIf(kind, (at) => `kind = ${at}`);
    if (cursor !== undefined) conditions.add(readCursor(list, cursor, 1), (id) => `case_id > ${id}`);
    const rows = await readRows(this.dataSource, caseSide, conditions.page('case_id', limit), conditions.values);
    const page = pageOf(
      list,
      rows,
      limit,
      ({ caseId }) => [caseId],
      ({ caseId, kind: of, registered, closed }) => {
        const mark = what === 'closed' && closed !== null ? closed : registered;
        return { caseId, kind: of, at: mark.at, events: [mark.event] };
      },
    );
    return { ...page, parkedEvents: await this.parked.of('intake') };
  }
}
