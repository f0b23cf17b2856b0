import { Catch, NotFoundException, type ArgumentsHost, type ExceptionFilter } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Logger } from '@huying/platform';
import { answerProblem } from './answer-problem.js';
import type { ProblemException } from './problem-exception.js';

/** The one way errors leave a Nest application: as problem+json, logged once, with nothing internal in it. */
@Catch()
export class ProblemFilter implements ExceptionFilter {
  constructor(
    private readonly logger: Logger,
    private readonly unknownAddress: (path: string) => ProblemException,
  ) {}

  catch(error: unknown, host: ArgumentsHost): void {
    const http = host.switchToHttp();
    const request = http.getRequest<FastifyRequest>();
    // Nest answers an unknown address itself, and does not know whether another method would have been served.
    const told = request.is404 && error instanceof NotFoundException ? this.unknownAddress(pathOf(request)) : error;
    answerProblem(told, request, http.getResponse<FastifyReply>(), this.logger);
  }
}

const pathOf = (request: FastifyRequest): string => (request.raw.url ?? '').split('?', 1)[0] ?? '';
