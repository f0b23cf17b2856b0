import type { CasesQuery } from '@huying/contracts';
import type { Assignee } from '@huying/domain-case';
import { endedStates } from '@huying/domain-lifecycle';
import type { CaseOfPerson } from '@huying/domain-resident';
import { Conditions, pageOf, readCursor, type Caller, type Page, type VersionVector } from '@huying/platform-nest';
import type { DataSource } from 'typeorm';
import { casesBoard, type CaseRow } from './cases-board.projection.js';

interface FoldedVersions {
  readonly case_version: number | null;
  readonly order_version: number | null;
}

const list = 'cases by registration';
const ended: ReadonlySet<string> = new Set(endedStates);
/** At most so many duplicates are named in an acceptance. */
const duplicatesMax = 20;

/** Questions to the board. Who sees what: a resident his own cases, a handler those given to him, an officer those of his area. */
export class CasesBoardQuery {
  constructor(private readonly dataSource: DataSource) {}

  async find(caseId: string): Promise<CaseRow | undefined> {
    const [row] = await this.rows('SELECT * FROM read.cases_board_v1 WHERE key = $1', [caseId]);
    return row;
  }

  /** The case, if the caller may see it, and the versions of the streams that it was folded from: one statement, one moment. */
  async findFor(caseId: string, { actor }: Caller): Promise<{ readonly row: CaseRow; readonly versions: VersionVector } | undefined> {
    const where = new Conditions();
    where.add([caseId], (at) => `board.key = ${at}`);
    restrict(where, actor);
    const [record] = await this.dataSource.query<(Record<string, unknown> & FoldedVersions)[]>(
      `SELECT board.*, own.version AS case_version, work.version AS order_version
         FROM read.cases_board_v1 board
         LEFT JOIN read.case_versions_v1 own ON own.key = 'case-' || board.key
         LEFT JOIN read.case_versions_v1 work ON work.key = 'order-' || board.key
        WHERE ${where.sql}`,
      [...where.values],
    );
    if (record === undefined) return undefined;
    const { case_version: own, order_version: order } = record;
    return { row: casesBoard.toRow(record), versions: { ...(own === null ? {} : { case: own }), ...(order === null ? {} : { order }) } };
  }

  async page(query: CasesQuery, { actor }: Caller): Promise<Page<CaseRow>> {
    const where = new Conditions();
    restrict(where, actor);
    if (query.scope === 'mine') where.add([actor.person], (at) => `${at} IN (complainant, first_contact, handler)`);
    if (query.scope === 'open') where.add([endedStates], (at) => `NOT state = ANY (${at})`);
    where.addIf(query.state, (at) => `state = ${at}`);
    if (query.cursor !== undefined) {
      const [registeredAt, caseId] = readCursor(list, query.cursor, 2);
      where.add([registeredAt, caseId], (at, id) => `(registered_at, case_id) < (${at}, ${id})`);
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
      [building, service, area, caseId, endedStates],
    );
    return rows.map((row) => row.caseId);
  }

  /** The cases whose personal parts are sealed under a person's key; of `case:<id>`, where nobody is named, that case. */
  async ofPerson(person: string): Promise<readonly CaseOfPerson[]> {
    const anonymous = person.startsWith('case:') ? person.slice('case:'.length) : '';
    const rows = await this.rows('SELECT * FROM read.cases_board_v1 WHERE complainant = $1 OR key = $2 ORDER BY registered_at', [
      person,
      anonymous,
    ]);
    return rows.map(({ caseId, area, state, since }) => ({ caseId, area, open: !ended.has(state), since }));
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
  if (role === 'RES') where.add([person], (at) => `complainant = ${at}`);
  else if (role === 'HAN' || role === 'VOL') where.add([person], (at) => `handler = ${at}`);
  else if (role === 'HLD') where.add([unit ?? ''], (at) => `handler_unit = ${at}`);
  else if (role !== 'SYS') where.add([area ?? ''], (at) => `${at} <> '' AND starts_with(area, ${at})`);
}
