import type { CasesQuery } from '@huying/contracts';
import type { Assignee } from '@huying/domain-case';
import { pageOf, readCursor, type Caller, type Page } from '@huying/platform-nest';
import type { DataSource } from 'typeorm';
import { casesBoard, type CaseRow } from './cases-board.projection.js';

const list = 'cases by registration';
const closed = ['S60', 'S61', 'S90', 'S91', 'S92', 'S93', 'S94', 'S95'];
/** At most so many duplicates are named in an acceptance. */
const duplicatesMax = 20;

/** Questions to the board. Who sees what: a resident his own cases, a handler those given to him, an officer those of his area. */
export class CasesBoardQuery {
  constructor(private readonly dataSource: DataSource) {}

  async find(caseId: string): Promise<CaseRow | undefined> {
    const [row] = await this.rows('SELECT * FROM read.cases_board_v1 WHERE key = $1', [caseId]);
    return row;
  }

  /** The case, if the caller may see it. */
  async findFor(caseId: string, { actor }: Caller): Promise<CaseRow | undefined> {
    const where = new Conditions();
    where.add('key = ?', caseId);
    restrict(where, actor);
    const [row] = await this.rows(`SELECT * FROM read.cases_board_v1 WHERE ${where.sql}`, where.values);
    return row;
  }

  async page(query: CasesQuery, { actor }: Caller): Promise<Page<CaseRow>> {
    const where = new Conditions();
    restrict(where, actor);
    if (query.scope === 'mine') where.add('? IN (complainant, first_contact, handler)', actor.person);
    if (query.scope === 'open') where.add('NOT state = ANY (?)', closed);
    if (query.state !== undefined) where.add('state = ?', query.state);
    if (query.cursor !== undefined) {
      const [registeredAt, caseId] = readCursor(list, query.cursor, 2);
      where.add('(registered_at, case_id) < (?, ?)', registeredAt, caseId);
    }
    const rows = await this.rows(
      `SELECT * FROM read.cases_board_v1 WHERE ${where.sql} ORDER BY registered_at DESC, case_id DESC LIMIT ${String(query.limit + 1)}`,
      where.values,
    );
    const keyOf = ({ registeredAt, caseId }: CaseRow) => [registeredAt, caseId];
    return pageOf(list, rows, query.limit, keyOf, (row) => row);
  }

  /** Open cases of the same place and matter: what the duplicate check of T08 finds. */
  async duplicatesOf(caseId: string, area: string, building: string, service: string): Promise<readonly string[]> {
    const rows = await this.rows(
      `SELECT * FROM read.cases_board_v1
       WHERE building = $1 AND service = $2 AND area = $3 AND key <> $4 AND NOT state = ANY ($5)
       ORDER BY registered_at LIMIT ${String(duplicatesMax)}`,
      [building, service, area, caseId, closed],
    );
    return rows.map((row) => row.caseId);
  }

  /** Who handles a case now, as dispatch's events say. */
  async assignmentOf(caseId: string): Promise<Assignee | undefined> {
    const row = await this.find(caseId);
    return row?.handler == null || row.handlerUnit == null ? undefined : { person: row.handler, unit: row.handlerUnit };
  }

  private async rows(sql: string, values: readonly unknown[]): Promise<readonly CaseRow[]> {
    const records = await this.dataSource.query<Record<string, unknown>[]>(sql, [...values]);
    return records.map((record) => casesBoard.toRow(record));
  }
}

function restrict(where: Conditions, { role, person, unit, area }: Caller['actor']): void {
  if (role === 'RES') where.add('complainant = ?', person);
  else if (role === 'HAN' || role === 'VOL') where.add('handler = ?', person);
  else if (role === 'HLD') where.add('handler_unit = ?', unit ?? '');
  else if (role !== 'SYS') where.add("? <> '' AND starts_with(area, ?)", area ?? '', area ?? '');
}

/** Conditions joined by AND, each `?` a bound value: no text of a caller ever becomes SQL. */
class Conditions {
  private readonly parts: string[] = [];
  readonly values: unknown[] = [];

  add(condition: string, ...values: readonly unknown[]): void {
    let next = this.values.length;
    this.parts.push(condition.replaceAll('?', () => `$${String(++next)}`));
    this.values.push(...values);
  }

  get sql(): string {
    return this.parts.length === 0 ? 'true' : this.parts.join(' AND ');
  }
}
