import { endedStates } from '@huying/domain-lifecycle';
import { shanghai } from '@huying/kernel';
import type { DataSource } from 'typeorm';
import { casesBoard } from '../cases-board/cases-board.projection.js';
import { erasures } from '../erasures/erasures.projection.js';
import { standings } from '../resident-desk/standings.projection.js';

/** Whose retention may be over; the rule itself decides (`retentionIsOver`). */
export interface PersonDue {
  /** Opaque id whose key seals the data; `case:<id>` of an anonymous case. */
  readonly person: string;
  /** When the last of his cases closed. */
  readonly closedAt: string;
  /** Where that case is. */
  readonly area: string;
}

/** Shorter than any two years. */
const surelyKeptMs = 729 * 86_400_000;

export class PeopleDueQuery {
  constructor(private readonly dataSource: DataSource) {}

  /**
   * People all of whose cases closed two years ago or nearly, who are known as nothing else, and who have not been erased since; those
   * whose case closed first come first. Reads the board once, whatever its size: to be asked a few times a day.
   */
  async after(last: PersonDue | undefined, now: number, limit: number): Promise<readonly PersonDue[]> {
    const rows = await this.dataSource.query<{ person: string; closed_at: Date; area: string }[]>(
      `SELECT person, closed_at, area
         FROM (SELECT coalesce(complainant, 'case:' || key) AS person, max(since) AS closed_at, (array_agg(area ORDER BY since DESC))[1] AS area
                 FROM ${casesBoard.table.in('read')}
                GROUP BY 1
               HAVING bool_and(state = ANY ($1)) AND max(since) <= $2) AS due
        WHERE NOT EXISTS (SELECT FROM ${standings.table.in('read')} AS known WHERE known.person = due.person)
          AND NOT EXISTS (SELECT FROM ${erasures.table.in('read')} AS done
                           WHERE done.person = due.person AND done.status = 'approved' AND done.decided_at >= due.closed_at)
          AND ($3::timestamptz IS NULL OR (closed_at, person) > ($3, $4))
        ORDER BY closed_at, person LIMIT $5`,
      [endedStates, shanghai(now - surelyKeptMs), last?.closedAt ?? null, last?.person ?? null, limit],
    );
    return rows.map(({ person, closed_at: closedAt, area }) => ({ person, closedAt: shanghai(closedAt.getTime()), area }));
  }
}
