import { keyOwners, type ErasuresQuery as Asked, type KeyOwner } from '@huying/contracts';
import { epochOf, shanghai } from '@huying/kernel';
import type { Clock } from '@huying/platform';
import { Conditions, pageOf, readCursor, readRows, type Caller, type Page } from '@huying/platform-nest';
import type { DataSource } from 'typeorm';
import { erasedKeys, erasures, type ErasedKeysRow, type ErasureRow } from './erasures.projection.js';

/** An erasure, and how far each service has got with it. */
export interface ErasureView extends ErasureRow {
  readonly services: readonly (Omit<ErasedKeysRow, 'erasure'> & { readonly service: KeyOwner })[];
  /** Approved, and every service that holds keys has recorded that its are gone. */
  readonly complete: boolean;
  /** Approved more than an hour ago, and not complete: some service is down, or has stopped. */
  readonly overdue: boolean;
}

const list = 'erasures by request';
/** Every service destroys its keys within seconds. An hour leaves time for a restart, and none for forgetting a person. */
export const completeWithinMs = 3_600_000;
const incomplete = keyOwners.map(
  (owner) => `NOT EXISTS (SELECT FROM ${erasedKeys[owner].table.in('read')} AS done WHERE done.key = ${erasures.table.in('read')}.key)`,
);

export class ErasuresQuery {
  constructor(
    private readonly dataSource: DataSource,
    private readonly clock: Clock,
  ) {}

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
    if (status === 'overdue') where.add([this.lateSince()], late);
    else where.addIf(status, (at) => `status = ${at}`);
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
        const complete = done.length === keyOwners.length;
        return { ...row, services: done, complete, overdue: isLate(row, complete, this.lateSince()) };
      },
    );
  }

  /** How many approved erasures should be complete and are not, wherever they were asked for. */
  async overdue(): Promise<number> {
    const [row] = await this.dataSource.query<{ count: string }[]>(
      `SELECT count(*) AS count FROM ${erasures.table.in('read')} WHERE ${late('$1')}`,
      [this.lateSince()],
    );
    return Number(row?.count);
  }

  private lateSince(): string {
    return shanghai(this.clock.now() - completeWithinMs);
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

const late = (since: string): string => `status = 'approved' AND decided_at <= ${since} AND (${incomplete.join(' OR ')})`;
const isLate = ({ status, decidedAt }: ErasureRow, complete: boolean, since: string): boolean =>
  status === 'approved' && !complete && decidedAt !== null && epochOf(decidedAt) <= epochOf(since);
