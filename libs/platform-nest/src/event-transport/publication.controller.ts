import { publicationPath, RepublishBody, type PublicationReport, type RepublishAnswer, type ServiceName } from '@huying/contracts';
import type { Publication } from '@huying/event-bus';
import type { Logger } from '@huying/platform';
import { Body, Controller, Get, HttpCode, Inject, Post, type Type } from '@nestjs/common';
import { ProblemException } from '../http/problem-exception.js';
import { LOGGER, PUBLICATION } from '../infrastructure/tokens.js';
import type { Caller } from '../internal-call/caller.js';
import { RequestCaller } from '../internal-call/request-decorators.js';
import { operationsProblems } from './operations.problems.js';

/** For a service's operators: how its log reaches the bus, and to have it published again where a topic has lost some of it. */
export function publicationController(service: ServiceName): Type {
  @Controller(publicationPath(service))
  class PublicationController {
    constructor(
      @Inject(PUBLICATION) private readonly publication: Publication,
      @Inject(LOGGER) private readonly logger: Logger,
    ) {}

    @Get()
    async read(): Promise<PublicationReport> {
      const { state, reason } = this.publication.status();
      return { service, state, reason: reason ?? null, position: await this.publication.position() };
    }

    @Post('republish')
    @HttpCode(200)
    async republish(@Body() { from, reason, ticket }: RepublishBody, @RequestCaller() { actor }: Caller): Promise<RepublishAnswer> {
      const act = { operator: actor.person, role: actor.role, from, reason, ticket };
      this.logger.warn(act, 'the log is to be published again');
      const outcome = await this.publication.republish(from);
      switch (outcome.kind) {
        case 'begun':
          return { from, upTo: outcome.upTo };
        case 'not-published':
          throw new ProblemException('POSITION_NOT_PUBLISHED', operationsProblems.POSITION_NOT_PUBLISHED, {
            details: { position: outcome.position },
          });
        case 'not-carried':
          throw new ProblemException('LOG_NOT_CARRIED', operationsProblems.LOG_NOT_CARRIED);
      }
    }
  }
  return PublicationController;
}
