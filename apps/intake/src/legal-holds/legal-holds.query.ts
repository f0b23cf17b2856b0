import type { HoldsQuery } from '@huying/contracts';
import { Conditions, pageOf, readCursor, readRows, type Caller, type Page } from '@huying/platform-nest';
import type { DataSource } from 'typeorm';
import { legalHolds, type LegalHoldRow } from './legal-holds.projection.js';

const list = 'legal holds by placing';

export class LegalHoldsQuery {
  constructor(private readonly dataSource: DataSource) {}

  /** Whose data a hold keeps. */
  async personOf(hold: string): Promise<string | undefined> {
    const [row] = await readRows(this.dataSource, legalHolds, 'WHERE key = $1', [hold]);
    return row?.person;
  }

  /** Holds that were placed at a post in the caller's area, the last placed first. */
  async page({ scope, limit, cursor }: HoldsQuery, { actor }: Caller): Promise<Page<LegalHoldRow>> {
    const where = new Conditions().add([actor.area ?? ''], (at) => `${at} <> '' AND starts_with(area, ${at})`);
    if (scope === 'in-force') where.add([], () => 'released_at IS NULL');
    if (cursor !== undefined) where.add(readCursor(list, cursor, 2), (at, hold) => `(placed_at, hold) < (${at}, ${hold})`);
    const rows = await readRows(this.dataSource, legalHolds, where.page('placed_at DESC, hold DESC', limit), where.values);
    return pageOf(
      list,
      rows,
      limit,
      ({ placedAt, hold }) => [placedAt, hold],
      (row) => row,
    );
  }
}
