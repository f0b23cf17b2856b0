import type { AreaQuery, Listed, PolicyView } from '@huying/contracts';
import { pageOf, readRows } from '@huying/platform-nest';
import type { DataSource } from 'typeorm';
import { positionAfter } from '../list-place.js';
import { policies } from '../rules-in-force/policies.projection.js';
import type { RulesInForce } from '../rules-in-force/rules-in-force.js';

export class ListPoliciesQuery {
  constructor(
    private readonly dataSource: DataSource,
    private readonly rules: RulesInForce,
  ) {}

  /** Adopted deadline policies, the latest first. With an area: those that count for it, the one in force now marked. */
  async list({ area, cursor, limit = 50 }: AreaQuery): Promise<Listed<PolicyView>> {
    const before = positionAfter('policies', cursor);
    const rest = 'WHERE ($1::text IS NULL OR starts_with($1, area)) AND position < $2 ORDER BY position DESC LIMIT $3';
    const rows = await readRows(this.dataSource, policies, rest, [area ?? null, before, limit + 1]);
    const inForce = area === undefined ? undefined : (await this.rules.adoptedNow(area)).policy;
    return pageOf(
      'policies',
      rows,
      limit,
      (row) => [row.position],
      ({ position, ...view }) => ({ ...view, inForce: position === inForce?.position }),
    );
  }
}
