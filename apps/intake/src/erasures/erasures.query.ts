import { keyOwners, type ErasuresQuery as Asked, type KeyOwner } from '@huying/contracts';
import { Conditions, pageOf, readCursor, readRows, type Caller, type Page } from '@huying/platform-nest';
import type { DataSource } from 'typeorm';
import { erasedKeys, erasures, type ErasedKeysRow, type ErasureRow } from './erasures.projection.js';

/** An erasure, and how far each service has got with it. */
export interface ErasureView extends ErasureRow {
  readonly services: readonly (Omit<ErasedKeysRow, 'erasure'> & { readonly service: KeyOwner })[];
  /** Approved, and every service that holds keys has recorded that its are gone. */
  readonly complete: boolean;
}

const list = 'erasures by request';

export class ErasuresQuery {
  constructor(private readonly dataSource: DataSource) {}

  /** Whose data an erasure is about. */
  async personOf(erasure: string): Promise<string | undefined> {
    const [row] = await readRows(this.dataSource, erasures, 'WHERE key = $1', [erasure]);
    return row?.person;
  }

  /**
   * Erasures that were asked for at a post in the caller's area or above it, the last asked for first: the second person may stand below
   * the data protection officer's.
   */
  async page({ status, limit, cursor }: Asked, { actor }: Caller): Promise<Page<ErasureView>> {
    const where = new Conditions().add(
      [actor.area ?? ''],
      (at) => `${at} <> '' AND (starts_with(area, ${at}) OR starts_with(${at}, area))`,
    );
    where.addIf(status, (at) => `status = ${at}`);
    if (cursor !== undefined) where.add(readCursor(list, cursor, 2), (at, id) => `(requested_at, erasure) < (${at}, ${id})`);
    const rows = await readRows(this.dataSource, erasures, where.page('requested_at DESC, erasure DESC', limit), where.values);
    const services = await this.carriedOut(rows.map(({ erasure }) => erasure));
    return pageOf(
      list,
      rows,
      limit,
      ({ requestedAt, erasure }) => [requestedAt, erasure],
      (row) => {
        const done = services
          .filter(({ erasure }) => erasure === row.erasure)
          .map(({ service, keys, at, keyBackupsGoneBy }) => ({ service, keys, at, keyBackupsGoneBy }));
        return { ...row, services: done, complete: done.length === keyOwners.length };
      },
    );
  }

  private async carriedOut(asked: readonly string[]): Promise<readonly (ErasedKeysRow & { readonly service: KeyOwner })[]> {
    const found = await Promise.all(
      keyOwners.map(async (service) => {
        const rows = await readRows(this.dataSource, erasedKeys[service], 'WHERE key = ANY ($1)', [asked]);
        return rows.map((row) => ({ service, ...row }));
      }),
    );
    return found.flat();
  }
}
