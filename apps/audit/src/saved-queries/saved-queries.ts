import { auditEventTypes, type SavedQueries, type SavedQuery } from '@huying/contracts';
import { edgeProblem, pageOf, ProblemException, readCursor } from '@huying/platform-nest';
import type { Privacy } from '@huying/privacy';
import { auditProblems } from '../audit.problems.js';
import type { Ask } from '../case-lookup/case-events.js';
import type { PageWish } from '../event-search/event-searches.js';
import { savedQueries, type SavedQueryRow } from './saved-queries.projection.js';
import type { NamedQuery } from './saved-query.decider.js';

type SavedRecord = Readonly<Record<string, unknown>> & { readonly key: string; readonly saved_at: Date };

const list = 'saved-queries';
const limitDefault = 50;

/** What an audit unit keeps, opened for its own auditors. */
export class SavedQueryShelf {
  constructor(
    private readonly ask: Ask,
    private readonly privacy: Pick<Privacy, 'openNamed'>,
  ) {}

  /** The first kept comes first. */
  async list(unit: string | undefined, { cursor, limit = limitDefault }: PageWish): Promise<SavedQueries> {
    const [savedAt, key] = cursor === undefined ? ['-infinity', ''] : readCursor(list, cursor, 2);
    if (savedAt !== '-infinity' && Number.isNaN(Date.parse(String(savedAt)))) throw edgeProblem('INVALID_CURSOR');
    const records = await this.ask<SavedRecord>(
      `SELECT * FROM ${savedQueries.table.in('read')}
        WHERE unit IS NOT DISTINCT FROM $1 AND (saved_at, key) > ($2::timestamptz, $3) ORDER BY saved_at, key LIMIT $4`,
      [unit ?? null, savedAt, key, limit + 1],
    );
    const opened = await Promise.all(records.map(async (record) => ({ record, saved: await this.opened(record) })));
    // One whose key is destroyed says nothing any more.
    const readable = opened.flatMap(({ record, saved }) => (saved === undefined ? [] : [{ record, saved }]));
    return pageOf(
      list,
      readable,
      limit,
      ({ record }) => [record.saved_at.toISOString(), record.key],
      ({ saved }) => saved,
    );
  }

  /** @throws SAVED_QUERY_NOT_FOUND where the unit keeps none of this id */
  async find(unit: string | undefined, savedQueryId: string): Promise<SavedQuery> {
    const [record] = await this.ask<SavedRecord>(
      `SELECT * FROM ${savedQueries.table.in('read')} WHERE key = $2 AND unit IS NOT DISTINCT FROM $1`,
      [unit ?? null, `audit-${savedQueryId}`],
    );
    const saved = record === undefined ? undefined : await this.opened(record);
    if (saved === undefined) throw new ProblemException('SAVED_QUERY_NOT_FOUND', auditProblems.SAVED_QUERY_NOT_FOUND);
    return saved;
  }

  private async opened(record: SavedRecord): Promise<SavedQuery | undefined> {
    const { sealed, eventId, savedAt }: SavedQueryRow = savedQueries.toRow(record);
    const context = { id: eventId, type: auditEventTypes.AuditQuerySaved.type, subject: record.key };
    const part = await this.privacy.openNamed(sealed, 'query', context);
    if (part?.kind !== 'opened') return undefined;
    // Sealed by `savedQueryDecider`, in this shape.
    const { name, query } = part.value as unknown as NamedQuery;
    return { savedQueryId: record.key.slice('audit-'.length), name, query, savedAt };
  }
}
