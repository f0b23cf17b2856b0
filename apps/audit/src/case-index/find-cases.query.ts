import type { AuditCasesQuery, AuditedCase, AuditedCases } from '@huying/contracts';
import { epochOf } from '@huying/kernel';
import { pageOf, ProblemException, readCursor } from '@huying/platform-nest';
import { auditProblems } from '../audit.problems.js';
import { stateName } from '../case-folds/names.js';
import type { Ask } from '../case-lookup/case-events.js';
import { caseIndex, type CaseIndexRow } from './case-index.projection.js';

type IndexRecord = Readonly<Record<string, unknown>> & { readonly key: string; readonly changed_at: Date };

const list = 'audited-cases';
const limitDefault = 50;

/** Cases that an auditor of `area` asks for, the last changed first. */
export async function findCases(ask: Ask, query: AuditCasesQuery, area: string | undefined): Promise<Omit<AuditedCases, 'parked'>> {
  if (query.from !== undefined && query.to !== undefined && epochOf(query.from) >= epochOf(query.to))
    throw new ProblemException('TIMES_IN_WRONG_ORDER', auditProblems.TIMES_IN_WRONG_ORDER);
  const limit = query.limit ?? limitDefault;
  const { where, values } = conditions(query, area);
  const rows = await ask<IndexRecord>(
    `SELECT * FROM read.case_index_v1 WHERE ${where} ORDER BY changed_at DESC, key DESC LIMIT ${String(limit + 1)}`,
    values,
  );
  return pageOf(list, rows, limit, ({ changed_at, key }) => [changed_at.toISOString(), key], toCase);
}

function conditions(query: AuditCasesQuery, area: string | undefined): { readonly where: string; readonly values: readonly unknown[] } {
  const parts: string[] = ['true'];
  const values: unknown[] = [];
  const and = (condition: (parameter: string) => string, value: unknown): void => {
    if (value === undefined) return;
    values.push(value);
    parts.push(condition(`$${String(values.length)}`));
  };
  and((p) => `(area IS NULL OR starts_with(area, ${p}))`, area);
  and((p) => `system = ${p}`, query.source);
  and((p) => `status = ${p}`, query.status);
  and((p) => `service = ${p}`, query.service);
  and((p) => `(responsible_person = ${p} OR responsible_unit = ${p})`, query.responsible);
  and((p) => `opened_at >= ${p}`, query.from);
  and((p) => `opened_at < ${p}`, query.to);
  and((p) => `words ILIKE ${p}`, query.text === undefined ? undefined : `%${query.text.replace(/[\\%_]/g, '\\$&')}%`);
  if (query.cursor !== undefined) {
    const [changedAt, key] = readCursor(list, query.cursor, 2);
    values.push(changedAt, key);
    parts.push(`(changed_at, key) < ($${String(values.length - 1)}::timestamptz, $${String(values.length)})`);
  }
  return { where: parts.join(' AND '), values };
}

function toCase(record: IndexRecord): AuditedCase {
  const row = caseIndex.table.toRow(record) as unknown as CaseIndexRow;
  return {
    caseId: record.key,
    kind: row.kind,
    source: row.system,
    originalCase: row.originalCase,
    status: row.status,
    statusName: stateName(row.status),
    open: row.open,
    service: row.service,
    type: row.type,
    responsible: { person: row.responsiblePerson, unit: row.responsibleUnit },
    area: row.area,
    openedAt: row.openedAt,
    changedAt: row.changedAt,
    closedAt: row.closedAt,
    events: row.events,
  };
}
