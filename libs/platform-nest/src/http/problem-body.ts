import { STATUS_CODES } from 'node:http';
import type { ProblemBody } from '@huying/contracts';
import type { ProblemException } from './problem-exception.js';

export const problemMediaType = 'application/problem+json; charset=utf-8';

/** The RFC 9457 body of a problem. `instance` names the call, so that a person can tell an operator which one. */
export function problemBodyOf({ code, problem, context }: ProblemException, correlationId: string | undefined): ProblemBody {
  return {
    type: `urn:huying:problem:${code}`,
    title: STATUS_CODES[problem.status] ?? 'Problem',
    status: problem.status,
    code,
    detail: problem.en,
    detailZh: problem.zh,
    ...(correlationId === undefined ? {} : { instance: `urn:uuid:${correlationId}` }),
    ...(context.errors === undefined ? {} : { errors: context.errors }),
    ...(context.details === undefined ? {} : { details: context.details }),
  };
}

/** The headers that go with a problem. */
export function problemHeadersOf({ problem, context }: ProblemException): Record<string, string> {
  return {
    'content-type': problemMediaType,
    'cache-control': 'no-store',
    ...(problem.retryAfterSeconds === undefined ? {} : { 'retry-after': String(problem.retryAfterSeconds) }),
    ...context.headers,
  };
}
