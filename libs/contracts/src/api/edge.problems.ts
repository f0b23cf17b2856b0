import type { Problem } from './problem.js';

/**
 * What can go wrong with any call before a domain rule is asked: form, identity, rights, limits, and a part of the system that is
 * behind or down. The refusals of the domain stand in each service's own `<context>.problems.ts`.
 */
export const edgeProblems = {
  INVALID_REQUEST: {
    status: 400,
    zh: '请求内容有误，请按 errors 逐项改正',
    en: 'The request does not have the right form; mend the fields in `errors`',
  },
  MALFORMED_JSON: { status: 400, zh: '请求正文不是有效的 JSON', en: 'The body is not readable JSON' },
  IDEMPOTENCY_KEY_REQUIRED: {
    status: 400,
    zh: '请带上 Idempotency-Key 请求头：每个操作一个新值，重试时不变',
    en: 'Send an Idempotency-Key header: a new value for each action, the same one when you retry it',
  },
  IDEMPOTENCY_KEY_INVALID: {
    status: 400,
    zh: 'Idempotency-Key 须为 8 至 128 位字母、数字、下划线或连字符',
    en: 'Idempotency-Key must be 8 to 128 letters, digits, underscores or hyphens',
  },
  INVALID_CURSOR: { status: 400, zh: '游标无效，请从第一页重新开始', en: 'The cursor is not one of ours; begin again with the first page' },
  INVALID_SEEN: {
    status: 400,
    zh: 'Huying-Seen 格式应为“服务:位置”，以空格分隔',
    en: 'Huying-Seen must be a list of `service:position`, separated by spaces',
  },
  UNAUTHENTICATED: { status: 401, zh: '请先登录', en: 'Sign in first: send `Authorization: Bearer <token>`' },
  TOKEN_INVALID: { status: 401, zh: '登录凭证无效或已过期，请重新登录', en: 'The token is not valid or has expired; sign in again' },
  INTERNAL_TOKEN_INVALID: { status: 401, zh: '本服务只接受网关转来的请求', en: 'This service takes calls from the gateway only' },
  NOT_ALLOWED: {
    status: 403,
    zh: '您现在的岗位无权进行此操作',
    en: 'None of the posts that you hold now gives this right; see `details.allowedRoles`',
  },
  ROLE_NOT_HELD: { status: 403, zh: '您现在没有所选的岗位身份', en: 'You do not hold the role that Huying-Role names' },
  NOT_FOUND: { status: 404, zh: '没有这个地址', en: 'There is nothing at this address' },
  METHOD_NOT_ALLOWED: { status: 405, zh: '此地址不支持该请求方法', en: 'This address does not take that method; see the Allow header' },
  CONCURRENT_CHANGE: {
    status: 409,
    zh: '有人同时更改了同一事项，请重试',
    en: 'Others were changing the same matter at the same moment; ask again',
    retryAfterSeconds: 1,
  },
  VERSION_CHANGED: {
    status: 412,
    zh: '您读取之后内容已有变化（当前版本见 ETag），请重新读取后再操作',
    en: 'It has changed since you read it (ETag says to which version); read it again, then decide',
  },
  BODY_TOO_LARGE: { status: 413, zh: '请求正文过大', en: 'The body is larger than this address takes' },
  UNSUPPORTED_MEDIA_TYPE: { status: 415, zh: '请以 application/json 发送', en: 'Send the body as application/json' },
  IDEMPOTENCY_MISMATCH: {
    status: 422,
    zh: '该 Idempotency-Key 已用于另一个请求，请换一个新值',
    en: 'This Idempotency-Key was used for another request; take a new one',
  },
  TOO_MANY_REQUESTS: {
    status: 429,
    zh: '请求过于频繁，请稍后再试',
    en: 'Too many requests; wait as long as Retry-After says',
    retryAfterSeconds: 60,
  },
  TOO_MANY_STREAMS: {
    status: 429,
    zh: '同时打开的实时连接过多，请先关闭其他窗口，或稍后再试',
    en: 'Too many live streams are open; close another window, or wait as long as Retry-After says',
    retryAfterSeconds: 30,
  },
  INTERNAL_ERROR: {
    status: 500,
    zh: '系统出错，已记录；请将 correlationId 告知管理员',
    en: 'A fault of ours, which has been logged; tell the operator the correlation id',
  },
  SERVICE_UNAVAILABLE: {
    status: 503,
    zh: '服务暂不可用，请稍后再试',
    en: 'The service is not available now; ask again',
    retryAfterSeconds: 2,
  },
  READ_BEHIND: {
    status: 503,
    zh: '数据尚未同步到您刚才的操作，请稍后再试',
    en: 'This view has not yet caught up with what you have done; ask again',
    retryAfterSeconds: 1,
  },
} as const satisfies Record<string, Problem>;

export type EdgeProblemCode = keyof typeof edgeProblems;
