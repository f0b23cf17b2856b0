import type { Consumption } from '@huying/event-bus';
import type { DataSource } from 'typeorm';
import { caseAudience, type CaseAudience } from './case-audience.projection.js';
import type { Audiences } from './followed-log.js';

/** How long an event waits for news of whom it concerns before it is asked again. */
const newsTimeoutMs = 1_000;

/** Whom cases concern, from the gateway's own tables, once these have come as far as the events asked about. */
export function audiencesFrom(dataSource: DataSource, consumption: Pick<Consumption, 'reached'>): Audiences {
  return async (source, events) => {
    const cases = [...new Set(events.flatMap(({ caseKey }) => caseKey ?? []))];
    const last = events.at(-1);
    if (cases.length === 0 || last === undefined) return new Map();
    if (!(await consumption.reached(new Map([[source, last.position]]), newsTimeoutMs))) return undefined;
    const records = await dataSource.query<(Record<string, unknown> & { key: string })[]>(
      `SELECT * FROM ${caseAudience.table.in('read')} WHERE key = ANY ($1)`,
      [cases],
    );
    return new Map(records.map((record): [string, CaseAudience] => [record.key, caseAudience.toRow(record)]));
  };
}
