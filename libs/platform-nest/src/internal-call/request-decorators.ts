import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import type { Origin } from '@huying/event-store';
import { edgeProblem } from '../http/problem-exception.js';
import type { Caller } from './caller.js';

const requestOf = (context: ExecutionContext): FastifyRequest => context.switchToHttp().getRequest<FastifyRequest>();

/** The {@link Origin} of the command that this request carries: `@RequestOrigin() origin: Origin`. */
export const RequestOrigin = createParamDecorator<unknown>((_, context): Origin => {
  const request = requestOf(context);
  return request.server.originOf(request);
});

/** Who asks, for reads: `@RequestCaller() caller: Caller`. */
export const RequestCaller = createParamDecorator<unknown>((_, context): Caller => {
  const { caller } = requestOf(context);
  if (caller === undefined) throw edgeProblem('INTERNAL_TOKEN_INVALID');
  return caller;
});

/** The bytes of an uploaded file, on routes with `bytesMax`. */
export const FileBytes = createParamDecorator<unknown>((_, context): Buffer => requestOf(context).bodyBytes ?? Buffer.alloc(0));
