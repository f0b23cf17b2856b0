import { AuditPageQuery, SaveQueryBody, type FoundEvents, type SavedQueries } from '@huying/contracts';
import type { Origin, Runner } from '@huying/event-store';
import { shanghai } from '@huying/kernel';
import { derivedId, type Clock } from '@huying/platform';
import { CLOCK, RequestOrigin, unwrap, type WriteAnswer } from '@huying/platform-nest';
import { Body, Controller, Delete, Get, HttpCode, Inject, Param, Post, Query } from '@nestjs/common';
import { auditProblems } from '../audit.problems.js';
import { EventSearches } from '../event-search/event-searches.js';
import { asAnAuditor } from '../record-query/as-an-auditor.js';
import { QueryRecord } from '../record-query/query-record.js';
import { SavedQueryShelf } from './saved-queries.js';
import type { SavedQueryCommand, SavedQueryRefusal } from './saved-query.decider.js';

type Written = WriteAnswer<{ readonly savedQueryId: string }>;
export const SAVED_QUERIES = Symbol('the runner of saved queries');

@Controller('v1/audit/saved-queries')
export class SavedQueriesController {
  constructor(
    @Inject(SAVED_QUERIES) private readonly runner: Runner<SavedQueryCommand, SavedQueryRefusal>,
    @Inject(SavedQueryShelf) private readonly shelf: SavedQueryShelf,
    @Inject(EventSearches) private readonly searches: EventSearches,
    @Inject(QueryRecord) private readonly record: QueryRecord,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  @Post()
  @HttpCode(201)
  async save(@Body() { name, query }: SaveQueryBody, @RequestOrigin() origin: Origin): Promise<Written> {
    const savedQueryId = derivedId('saved query', origin.command.id);
    return this.run(savedQueryId, { ...this.asked(origin), type: 'SaveAuditQuery', data: { name, query, asker: origin.actor } }, origin);
  }

  @Get()
  async list(@Query() page: AuditPageQuery, @RequestOrigin() origin: Origin): Promise<SavedQueries> {
    await this.record.record('saved-queries', page, origin);
    return this.shelf.list(origin.actor.unit, page);
  }

  @Get(':savedQueryId/events')
  async events(
    @Param('savedQueryId') savedQueryId: string,
    @Query() page: AuditPageQuery,
    @RequestOrigin() origin: Origin,
  ): Promise<FoundEvents> {
    await this.record.record('saved-query', { savedQueryId, cursor: page.cursor, limit: page.limit }, origin);
    const { query } = await this.shelf.find(origin.actor.unit, savedQueryId);
    return this.searches.find(query, origin.actor.area, page);
  }

  @Delete(':savedQueryId')
  drop(@Param('savedQueryId') savedQueryId: string, @RequestOrigin() origin: Origin): Promise<Written> {
    return this.run(savedQueryId, { ...this.asked(origin), type: 'DeleteAuditQuery', data: { asker: origin.actor } }, origin);
  }

  private readonly asked = ({ actor }: Origin) => ({ at: shanghai(this.clock.now()), actor });

  private async run(savedQueryId: string, command: SavedQueryCommand, origin: Origin): Promise<Written> {
    return unwrap(await this.runner.run(`audit-${savedQueryId}`, command, asAnAuditor(origin)), auditProblems, { savedQueryId });
  }
}
