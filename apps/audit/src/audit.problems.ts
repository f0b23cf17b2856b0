import type { Problem } from '@huying/contracts';

/** What can be wrong with an auditor's question, beyond its form. */
export const auditProblems = {
  CASE_NOT_FOUND: {
    status: 404,
    zh: '没有这个诉求；可用 GET /v1/audit/cases 查找',
    en: 'No such case is known to audit; find cases with GET /v1/audit/cases',
  },
  CASE_AMBIGUOUS: {
    status: 409,
    zh: '多个来源系统有同一编号，请改用 details.caseIds 中的编号',
    en: 'More than one source has a case of this number; ask by one of `details.caseIds`',
  },
  STREAM_NOT_FOUND: {
    status: 404,
    zh: '没有这个事件流；GET /v1/audit/events 会列出每个事件所属的流（stream）',
    en: 'No such stream is known to audit; GET /v1/audit/events tells of every event which stream it is of',
  },
  STREAM_NOT_REPLAYED: {
    status: 404,
    zh: '此类事件流不能回放，可回放的类别见 details.categories；其事件可用 GET /v1/audit/events 查询',
    en: 'Streams of this category are not replayed, those of `details.categories` are; find its events with GET /v1/audit/events',
  },
  ERASURE_NOT_FOUND: { status: 404, zh: '没有这项删除申请', en: 'No such erasure is known to audit' },
  NOT_YOUR_CASE: {
    status: 404,
    zh: '没有这个诉求，或它不是您提出的；您的诉求见 GET /v1/cases',
    en: 'There is no such case of yours; GET /v1/cases lists them',
  },
  PACK_TOO_LARGE: {
    status: 422,
    zh: '一个审计包最多收录 200000 条事件（details.events 为所选范围内的条数）；请按区域、事项或时间分成几个包',
    en: 'A pack holds at most 200,000 events, `details.events` is how many the selection has; narrow it by area, service or times',
  },
  PACK_SELECTION_UNCLEAR: {
    status: 400,
    zh: '请用 cases 指明诉求，或用 source、kind、area、service、from、to、status、responsible、text 之一加以选择，二者择一',
    en: 'Name the cases by `cases`, or select them by source, kind, area, service, from, to, status, responsible or text: one of the two',
  },
  PACK_NOT_YET_PROVABLE: {
    status: 503,
    zh: '最新事件尚未存证，请稍候再试',
    en: 'The latest events are not published yet; ask again in a few seconds',
    retryAfterSeconds: 2,
  },
  TIMES_IN_WRONG_ORDER: { status: 400, zh: 'from 须早于 to', en: '`from` must lie before `to`' },
  EVENT_NOT_OF_CASE: {
    status: 404,
    zh: '该诉求没有这个事件；source 与 position 见其 history',
    en: 'The case has no such event; take `source` and `position` from its history',
  },
  QUERY_TOO_COSTLY: {
    status: 422,
    zh: '查询耗时过长，已中止；请缩小时间范围，或增加区域、类型、人员、单位等条件',
    en: 'The search took too long and was ended; narrow its times, or add an area, a type, an actor or a unit',
  },
  UNKNOWN_EVENT_TYPE: {
    status: 400,
    zh: '没有 details.name 所写的事件类型；请按事件历史中显示的名称填写，或写带版本的完整类型',
    en: 'There is no event type of the name in `details.name`; give a name as histories show it, or a full type with its version',
  },
  SAVED_QUERY_NOT_FOUND: {
    status: 404,
    zh: '没有这个已保存的检索；可用 GET /v1/audit/saved-queries 查看',
    en: 'Your unit has no such saved search; see GET /v1/audit/saved-queries',
  },
} as const satisfies Record<string, Problem>;

export type AuditProblemCode = keyof typeof auditProblems;
