import { AuditDifferenceQuery, AuditHistoryQuery, AuditReplayQuery, AuditStateQuery } from './audit.dto.js';
import { defineRoutes } from './route.js';
import { streamDifference, streamHistory, streamReplay, streamState } from './stream.answer-schemas.js';

const read = { service: 'audit', tag: 'audit', method: 'GET', allow: ['AUD'], records: false, status: 200 } as const;

/**
 * What auditors ask about any stream: a post, a policy, a team, an activity … (DESIGN §8). `{stream}` is as events name it:
 * `post-<id>`, `policy-430304`. A category without a fold is refused with `STREAM_NOT_REPLAYED`.
 */
export const streamRoutes = defineRoutes(
  {
    ...read,
    id: 'auditStreamHistory',
    answerSchema: streamHistory,
    path: '/v1/audit/streams/{stream}/history',
    query: AuditHistoryQuery,
    summary: { en: 'Every event of a stream, with both times, actor, cause and position', zh: '事件流的全部事件' },
  },
  {
    ...read,
    id: 'auditStreamState',
    answerSchema: streamState,
    path: '/v1/audit/streams/{stream}/state',
    query: AuditStateQuery,
    summary: { en: 'How a stream stood at a moment, as known at a moment', zh: '事件流在某时刻的状态' },
  },
  {
    ...read,
    id: 'replayStream',
    answerSchema: streamReplay,
    path: '/v1/audit/streams/{stream}/replay',
    query: AuditReplayQuery,
    summary: { en: 'A stream step by step: what changed, and by whom', zh: '事件流回放' },
  },
  {
    ...read,
    id: 'compareStreamStates',
    answerSchema: streamDifference,
    path: '/v1/audit/streams/{stream}/difference',
    query: AuditDifferenceQuery,
    summary: { en: 'What tells two states of a stream apart, and the events that made the difference', zh: '事件流两个时刻之间的差异' },
  },
);
