import {
  AuditDifferenceQuery,
  AuditHistoryQuery,
  AuditReplayQuery,
  AuditStateQuery,
  type StreamDifferenceAnswer,
  type StreamHistoryAnswer,
  type StreamReplayAnswer,
  type StreamStateAnswer,
} from '@huying/contracts';
import type { Origin } from '@huying/event-store';
import { RequestOrigin } from '@huying/platform-nest';
import { Controller, Get, Inject, Param, Query } from '@nestjs/common';
import { historyEntry } from '../case-questions/history-entry.js';
import { happenedBy } from '../questions/happened-by.js';
import { stateDifference } from '../questions/state-difference.js';
import { streamFrames } from './stream-frames.js';
import { StreamQuestions } from './stream-questions.js';
import { streamReading, streamStateAt } from './stream-state.js';

/** What is asked about one stream of any service: the same as about a case, but what only a case has. */
@Controller('v1/audit/streams')
export class StreamQuestionsController {
  constructor(@Inject(StreamQuestions) private readonly questions: StreamQuestions) {}

  @Get(':stream/history')
  async history(
    @Param('stream') stream: string,
    @Query() asked: AuditHistoryQuery,
    @RequestOrigin() origin: Origin,
  ): Promise<StreamHistoryAnswer> {
    const { found, events } = await this.questions.ask('stream-history', stream, asked, origin);
    return { ...found, events: events.map(historyEntry) };
  }

  @Get(':stream/state')
  async state(
    @Param('stream') stream: string,
    @Query() asked: AuditStateQuery,
    @RequestOrigin() origin: Origin,
  ): Promise<StreamStateAnswer> {
    const { found, events, moments } = await this.questions.ask('stream-state', stream, asked, origin);
    return { ...found, ...moments, ...streamStateAt(events, moments.occurredBy) };
  }

  @Get(':stream/replay')
  async replay(
    @Param('stream') stream: string,
    @Query() asked: AuditReplayQuery,
    @RequestOrigin() origin: Origin,
  ): Promise<StreamReplayAnswer> {
    const { found, events, moments } = await this.questions.ask('stream-replay', stream, asked, origin);
    const frames = streamFrames(happenedBy(events, moments.occurredBy));
    return { ...found, ...moments, frames, state: streamStateAt(events, moments.occurredBy).state };
  }

  @Get(':stream/difference')
  async difference(
    @Param('stream') stream: string,
    @Query() asked: AuditDifferenceQuery,
    @RequestOrigin() origin: Origin,
  ): Promise<StreamDifferenceAnswer> {
    const { found, events, from, to } = await this.questions.askToCompare('stream-difference', stream, asked, origin);
    return { ...found, ...stateDifference(streamReading, events, from, to) };
  }
}
