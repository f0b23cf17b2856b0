import { auditEventTypes, AuditPageQuery, type AskedQuestion, type AskedQuestions } from '@huying/contracts';
import type { Delivery } from '@huying/event-bus';
import type { Origin } from '@huying/event-store';
import type { Json } from '@huying/kernel';
import { PRIVACY, RequestOrigin } from '@huying/platform-nest';
import type { Privacy } from '@huying/privacy';
import { Controller, Get, Inject, Query } from '@nestjs/common';
import { EventSearches } from '../event-search/event-searches.js';
import { QueryRecord } from '../record-query/query-record.js';

/** What the auditors of a unit asked, and who: for its lead alone (DESIGN §8). His looking is recorded as any auditor's question is. */
@Controller('v1/audit/questions')
export class AskedQuestionsController {
  constructor(
    @Inject(EventSearches) private readonly searches: EventSearches,
    @Inject(QueryRecord) private readonly record: QueryRecord,
    @Inject(PRIVACY) private readonly privacy: Privacy,
  ) {}

  @Get()
  async questions(@Query() page: AuditPageQuery, @RequestOrigin() origin: Origin): Promise<AskedQuestions> {
    await this.record.record('questions', page, origin);
    const { unit, area } = origin.actor;
    // Of no unit, he is nobody's lead.
    if (unit === undefined) return { items: [] };
    const { items, nextCursor } = await this.searches.page({ type: asked, source: 'audit', unit }, area, page);
    return {
      items: await Promise.all(items.map((event) => this.opened(event))),
      ...(nextCursor === undefined ? {} : { nextCursor }),
    };
  }

  private async opened({ recorded, envelope }: Delivery): Promise<AskedQuestion> {
    const context = { id: envelope.id, type: envelope.type, subject: envelope.subject };
    const open = async (part: string): Promise<Json | undefined> => {
      const opened = await this.privacy.openNamed(envelope.data.sealed, part, context);
      return opened?.kind === 'opened' ? opened.value : undefined;
    };
    const [asker, question = await open('query')] = await Promise.all([open('asker'), open('question')]);
    return {
      position: recorded.position,
      askedAt: envelope.recordedat,
      event: Object.values(auditEventTypes).find(({ type }) => type === recorded.type)?.name ?? recorded.type,
      query: (envelope.data as { readonly query?: string }).query ?? null,
      asker: typeof asker === 'string' ? asker : null,
      question: typeof question === 'object' && question !== null ? (question as Readonly<Record<string, unknown>>) : null,
    };
  }
}

const asked = Object.values(auditEventTypes)
  .map(({ type }) => type)
  .join(',');
