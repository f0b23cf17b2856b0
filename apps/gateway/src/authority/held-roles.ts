import { epochOf, roles, type Role } from '@huying/kernel';
import type { Clock } from '@huying/platform';
import type { DataSource } from 'typeorm';
import { heldRoles } from './held-roles.projection.js';

/** A role that somebody holds at a moment. */
export interface HeldRole {
  readonly role: Role;
  readonly unit?: string;
  readonly area?: string;
}

interface Period {
  readonly held: HeldRole;
  readonly from: number;
  readonly to: number;
}

/** How long a person's posts are remembered: a post that ends loses its power here within so long after the news has come. */
const rememberMs = 1_000;
const rememberedMax = 10_000;

const isRole = (text: unknown): text is Role => (roles as readonly unknown[]).includes(text);

/** The roles that people hold, from the gateway's own tables. Validity is judged at the moment of each call, never remembered. */
export class HeldRoles {
  private readonly remembered = new Map<string, { readonly periods: Promise<readonly Period[]>; readonly until: number }>();

  constructor(
    private readonly dataSource: DataSource,
    private readonly clock: Clock,
  ) {}

  /** In the order in which posts are preferred: widest area first, then by role and unit, so that the choice is always the same. */
  async of(person: string): Promise<readonly HeldRole[]> {
    const now = this.clock.now();
    return (await this.periodsOf(person, now)).filter(({ from, to }) => from <= now && now < to).map(({ held }) => held);
  }

  /** Looks again at the next call, because something has just changed. */
  forget(person: string): void {
    this.remembered.delete(person);
  }

  /** False while nobody has ever held a post: a new installation. */
  async anybody(): Promise<boolean> {
    const rows = await this.dataSource.query<unknown[]>(`SELECT 1 FROM ${heldRoles.table.in('read')} WHERE role IS NOT NULL LIMIT 1`);
    return rows.length > 0;
  }

  private periodsOf(person: string, now: number): Promise<readonly Period[]> {
    const known = this.remembered.get(person);
    if (known !== undefined && now < known.until) return known.periods;
    const periods = this.load(person).catch((error: unknown) => {
      this.remembered.delete(person);
      throw error;
    });
    const [oldest] = this.remembered.keys();
    if (this.remembered.size >= rememberedMax && oldest !== undefined) this.remembered.delete(oldest);
    this.remembered.delete(person);
    this.remembered.set(person, { periods, until: now + rememberMs });
    return periods;
  }

  private async load(person: string): Promise<readonly Period[]> {
    const records = await this.dataSource.query<Record<string, unknown>[]>(
      `SELECT * FROM ${heldRoles.table.in('read')} WHERE person = $1 AND role IS NOT NULL ORDER BY length(area), role, unit, key LIMIT 200`,
      [person],
    );
    return records.flatMap((record) => {
      const { role, unit, area, heldFrom, heldTo } = heldRoles.toRow(record);
      if (!isRole(role)) return [];
      const held: HeldRole = { role, ...(unit === null ? {} : { unit }), ...(area === '' ? {} : { area }) };
      return [{ held, from: epochOf(heldFrom), to: heldTo === null ? Infinity : epochOf(heldTo) }];
    });
  }
}
