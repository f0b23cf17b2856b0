import type { AuditDifferenceQuery, AuditQuery, PositionVector } from '@huying/contracts';
import type { Delivery } from '@huying/event-bus';
import type { Origin } from '@huying/event-store';
import { shanghai, type Instant } from '@huying/kernel';
import type { Clock } from '@huying/platform';
import type { QueryRecord } from '../record-query/query-record.js';

/** One history, a case's or a stream's, and what was known of it at a moment. */
export interface Inquiry<Found extends { readonly positions: PositionVector }> {
  readonly found: Found;
  /** In causal order. */
  readonly events: readonly Delivery[];
}

/** Finds histories of one kind. */
export interface Inquiries<Found extends { readonly positions: PositionVector }> {
  /** @throws a problem where an auditor of that area knows of no such history */
  inquire(id: string, area: string | undefined, knownBy: Instant | undefined): Promise<Inquiry<Found>>;
  /** Up to where each log was known at a moment. */
  positionsAt(knownBy: Instant): Promise<PositionVector>;
}

/** What had happened, as far as it was known; where a moment is absent, everything. */
export interface Bounds {
  readonly occurredBy?: string | undefined;
  readonly knownBy?: string | undefined;
}

export type Moments = Readonly<Record<'occurredBy' | 'knownBy', Instant>>;

/** A point of both axes, and the positions that knowing by then comes to. */
export interface Side extends Moments {
  readonly positions: PositionVector;
}

/** What auditors ask about one history. Every question is recorded before anything is looked up: no record, no answer. */
export class Questions<Found extends { readonly positions: PositionVector }> {
  /** @param subject what the record calls a history of this kind */
  constructor(
    private readonly subject: 'case' | 'stream',
    private readonly inquiries: Inquiries<Found>,
    private readonly record: QueryRecord,
    private readonly clock: Clock,
  ) {}

  async ask(
    query: AuditQuery,
    id: string,
    asked: Bounds & object,
    origin: Origin,
  ): Promise<Inquiry<Found> & { readonly moments: Moments }> {
    const now = await this.recorded(query, id, asked, origin);
    const { occurredBy = now, knownBy = now } = asked;
    return { ...(await this.inquiries.inquire(id, origin.actor.area, asked.knownBy)), moments: { occurredBy, knownBy } };
  }

  /** Everything that is known of a history, and the two points at which it is to be compared. */
  async askToCompare(
    query: AuditQuery,
    id: string,
    asked: AuditDifferenceQuery,
    origin: Origin,
  ): Promise<Inquiry<Found> & { readonly from: Side; readonly to: Side }> {
    const now = await this.recorded(query, id, asked, origin);
    const inquiry = await this.inquiries.inquire(id, origin.actor.area, undefined);
    const side = async (occurredBy: string | undefined, knownBy: string | undefined): Promise<Side> => ({
      occurredBy: occurredBy ?? now,
      knownBy: knownBy ?? now,
      positions: knownBy === undefined ? inquiry.found.positions : await this.inquiries.positionsAt(knownBy),
    });
    return {
      ...inquiry,
      from: await side(asked.fromOccurredBy, asked.fromKnownBy),
      to: await side(asked.toOccurredBy, asked.toKnownBy),
    };
  }

  /** @returns the moment that stands for one that was left out */
  private async recorded(query: AuditQuery, id: string, asked: object, origin: Origin): Promise<Instant> {
    await this.record.record(query, { ...asked, [this.subject]: id }, origin);
    return shanghai(this.clock.now());
  }
}
