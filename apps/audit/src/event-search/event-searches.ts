import type { EventFilters, FoundEvents } from '@huying/contracts';
import type { CaseInquiries } from '../case-lookup/case-inquiry.js';
import type { Ask } from '../case-lookup/case-events.js';
import { knowledgeHorizon } from '../case-lookup/knowledge-horizon.js';
import { foundEvent, searchEvents, type CopiedPage } from './search-events.query.js';

export interface PageWish {
  readonly cursor?: string | undefined;
  readonly limit?: number | undefined;
}

/** Searches of the whole copy: asked anew or kept, for auditors and for their lead. */
export class EventSearches {
  constructor(
    /** Bounded: what it costs is its asker's choice. */
    private readonly ask: Ask,
    private readonly inquiries: CaseInquiries,
  ) {}

  async find(filters: EventFilters, scope: string | undefined, page: PageWish): Promise<FoundEvents> {
    const { items, ...rest } = await this.page(filters, scope, page);
    return { ...rest, items: items.map(foundEvent), parked: await this.inquiries.parked() };
  }

  async page(filters: EventFilters, scope: string | undefined, { cursor, limit }: PageWish): Promise<CopiedPage> {
    return searchEvents(this.ask, { filters, scope, cursor, limit }, await knowledgeHorizon(this.ask, undefined));
  }
}
