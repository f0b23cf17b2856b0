import { HttpException } from '@nestjs/common';
import type { EdgeProblemCode } from '@huying/contracts';
import { isTransient } from '@huying/event-bus';
import { edgeProblem, ProblemException } from './problem-exception.js';

/** What Fastify and Nest say by status alone, in our codes. Whatever is not listed is a fault of ours. */
const codeOfStatus: Readonly<Record<number, EdgeProblemCode>> = {
  400: 'INVALID_REQUEST',
  401: 'UNAUTHENTICATED',
  404: 'NOT_FOUND',
  405: 'METHOD_NOT_ALLOWED',
  413: 'BODY_TOO_LARGE',
  414: 'INVALID_REQUEST',
  415: 'UNSUPPORTED_MEDIA_TYPE',
  429: 'TOO_MANY_REQUESTS',
  503: 'SERVICE_UNAVAILABLE',
};

/** Every thrown thing as a problem. An unexpected one becomes `INTERNAL_ERROR`, and nothing of it but its code reaches the caller. */
export function problemOfError(error: unknown): ProblemException {
  if (error instanceof ProblemException) return error;
  // A part of the system is away, full or busy for the moment: whoever asks again is served.
  if (isTransient(error)) return edgeProblem('SERVICE_UNAVAILABLE', { cause: error });
  return edgeProblem(codeOfStatus[statusOf(error) ?? 500] ?? 'INTERNAL_ERROR', { cause: error });
}

function statusOf(error: unknown): number | undefined {
  if (error instanceof HttpException) return error.getStatus();
  // Fastify's own errors (a broken frame, a body over the limit) carry their status.
  const isFastify = error instanceof Error && 'statusCode' in error && typeof error.statusCode === 'number';
  return isFastify ? (error as Error & { statusCode: number }).statusCode : undefined;
}
