import {
  AuditDifferenceQuery,
  AuditHistoryQuery,
  AuditKnowledgeQuery,
  AuditReplayQuery,
  AuditStateQuery,
  type CaseConformanceAnswer,
  type CaseDifferenceAnswer,
  type CaseHistoryAnswer,
  type CaseKnowledgeAnswer,
  type CaseReplayAnswer,
  type CaseStateAnswer,
} from '@huying/contracts';
import type { Origin } from '@huying/event-store';
import { RequestOrigin } from '@huying/platform-nest';
import { Controller, Get, Inject, Param, Query } from '@nestjs/common';
import { historyEntry } from './history-entry.js';
import { knowledgeOf } from './case-knowledge.js';
import { replayOfCase } from '../case-replay/replay-of-case.js';
import { caseReading, caseStateAt } from './case-state.js';
import { conformanceOfCase } from '../conformance/conformance-answer.js';
import { stateDifference } from '../questions/state-difference.js';
import { CaseQuestions } from './case-questions.js';

/** What is asked about one case: its record, its moments and its events are the same for all, and each has an answer of its own. */
@Controller('v1/audit/cases')
export class CaseQuestionsController {
  constructor(@Inject(CaseQuestions) private readonly questions: CaseQuestions) {}

  @Get(':caseId/history')
  async history(
    @Param('caseId') id: string,
    @Query() asked: AuditHistoryQuery,
    @RequestOrigin() origin: Origin,
  ): Promise<CaseHistoryAnswer> {
    const { found, events } = await this.questions.ask('history', id, asked, origin);
    return { ...found, events: events.map(historyEntry) };
  }

  @Get(':caseId/state')
  async state(@Param('caseId') id: string, @Query() asked: AuditStateQuery, @RequestOrigin() origin: Origin): Promise<CaseStateAnswer> {
    const { found, events, moments } = await this.questions.ask('state', id, asked, origin);
    return { ...found, ...moments, ...caseStateAt(events, moments.occurredBy) };
  }

  @Get(':caseId/replay')
  async replay(@Param('caseId') id: string, @Query() asked: AuditReplayQuery, @RequestOrigin() origin: Origin): Promise<CaseReplayAnswer> {
    const { moments, ...inquiry } = await this.questions.ask('replay', id, asked, origin);
    return replayOfCase(inquiry, moments);
  }

  @Get(':caseId/difference')
  async difference(
    @Param('caseId') id: string,
    @Query() asked: AuditDifferenceQuery,
    @RequestOrigin() origin: Origin,
  ): Promise<CaseDifferenceAnswer> {
    const { found, events, from, to } = await this.questions.askToCompare('difference', id, asked, origin);
    return { ...found, ...stateDifference(caseReading, events, from, to) };
  }

  @Get(':caseId/knowledge')
  async knowledge(
    @Param('caseId') id: string,
    @Query() asked: AuditKnowledgeQuery,
    @RequestOrigin() origin: Origin,
  ): Promise<CaseKnowledgeAnswer> {
    const { found, events } = await this.questions.ask('knowledge', id, asked, origin);
    return { ...found, ...knowledgeOf(asked, events) };
  }

  @Get(':caseId/conformance')
  async conformance(
    @Param('caseId') id: string,
    @Query() asked: AuditHistoryQuery,
    @RequestOrigin() origin: Origin,
  ): Promise<CaseConformanceAnswer> {
    const { found, events } = await this.questions.ask('conformance', id, asked, origin);
    return { ...found, ...conformanceOfCase(found.kind, events) };
  }
}
