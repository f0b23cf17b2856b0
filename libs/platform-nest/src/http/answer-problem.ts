import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Logger } from '@huying/platform';
import { problemBodyOf, problemHeadersOf } from './problem-body.js';
import { traceFieldsOfCall } from '../tracing/trace-calls.js';
import { problemOfError } from './problem-of-error.js';

/** Answers with the problem that an error amounts to. Faults of ours are logged with their chain of causes, refusals are not. */
export function answerProblem(error: unknown, request: FastifyRequest, reply: FastifyReply, logger: Logger): void {
  const problem = problemOfError(error);
  if (problem.code === 'INTERNAL_ERROR') {
    logger.error(
      {
        err: problem.context.cause ?? error,
        correlationId: request.correlationId,
        ...traceFieldsOfCall(request),
        method: request.method,
        route: request.routeOptions.url,
      },
      'a call failed',
    );
  }
  // A stream broken half-way cannot be turned into a problem any more.
  if (reply.sent || reply.raw.headersSent) return;
  // Answered before its body was read: what is left of the body must not keep the connection, nor be taken for the next call.
  if (!request.raw.complete) reply.header('connection', 'close');
  void reply
    .code(problem.problem.status)
    .headers(problemHeadersOf(problem))
    .send(JSON.stringify(problemBodyOf(problem, request.correlationId)));
}
