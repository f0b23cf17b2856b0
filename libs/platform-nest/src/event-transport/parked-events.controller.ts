import {
  OperationBody,
  operationsPath,
  ParkedQuery,
  type ConsumerReport,
  type ConsumersAnswer,
  type ParkedEventView,
  type ParkedPage,
  type ReleaseAnswer,
  type RestartAnswer,
  type ServiceName,
} from '@huying/contracts';
import { isTransient, reasonOf, type ParkedEvent } from '@huying/event-bus';
import { shanghai } from '@huying/kernel';
import type { Logger } from '@huying/platform';
import { Body, Controller, Get, HttpCode, Inject, Param, Post, Query, type Type } from '@nestjs/common';
import { edgeProblem, ProblemException } from '../http/problem-exception.js';
import { CONSUMPTIONS, LOGGER } from '../infrastructure/tokens.js';
import type { Caller } from '../internal-call/caller.js';
import { RequestCaller } from '../internal-call/request-decorators.js';
import { pageOf } from '../paging/page.js';
import { readCursor } from '../paging/cursor.js';
import type { Consumptions, NamedConsumption } from '../read-your-writes/consumptions.js';
import { operationsProblems } from './operations.problems.js';

const list = 'parked events';

/**
 * For a service's operators: what its consumers have parked, its release, and the restart of one that has stopped. They speak for the
 * instance that is called; what is parked is in the database and common to all. Who acted, and why, is in the service's log.
 */
export function parkedEventsController(service: ServiceName): Type {
  @Controller(operationsPath(service))
  class ParkedEventsController {
    constructor(
      @Inject(CONSUMPTIONS) private readonly consumptions: Consumptions,
      @Inject(LOGGER) private readonly logger: Logger,
    ) {}

    @Get()
    async list(): Promise<ConsumersAnswer> {
      return { items: await Promise.all(this.consumptions.all().map((each) => reportOf(service, each))) };
    }

    @Get(':consumer/parked')
    async parked(@Param('consumer') consumer: string, @Query() { limit = 50, cursor }: ParkedQuery): Promise<ParkedPage> {
      const after = cursor === undefined ? undefined : readCursor(list, cursor, 3);
      const all = await this.find(consumer).consumption.parked();
      const left = after === undefined ? all : all.filter((event) => follows(keyOf(event), after));
      return pageOf(list, left.slice(0, limit + 1), limit, keyOf, viewOf);
    }

    /** Applies a parked case again, with all cases tied to it. What is still poison stays parked, and the call says so. */
    @Post(':consumer/parked/:caseKey/release')
    @HttpCode(200)
    async release(
      @Param('consumer') consumer: string,
      @Param('caseKey') caseKey: string,
      @Body() { reason, ticket }: OperationBody,
      @RequestCaller() { actor }: Caller,
    ): Promise<ReleaseAnswer> {
      const { consumption } = this.find(consumer);
      const act = { operator: actor.person, role: actor.role, consumer, caseKey, reason, ticket };
      this.logger.warn(act, 'release of parked events asked for');
      const applied = await consumption.release(caseKey).catch((fault: unknown) => refuse('STILL_POISON', fault));
      this.logger.warn({ ...act, applied }, 'parked events released');
      return { applied };
    }

    @Post(':consumer/restart')
    @HttpCode(200)
    async restart(
      @Param('consumer') consumer: string,
      @Body() { reason, ticket }: OperationBody,
      @RequestCaller() { actor }: Caller,
    ): Promise<RestartAnswer> {
      const { consumption } = this.find(consumer);
      const act = { operator: actor.person, role: actor.role, consumer, reason, ticket };
      this.logger.warn(act, 'restart of a consumer asked for');
      return { restarted: await consumption.resume().catch((fault: unknown) => refuse('RESTART_FAILED', fault)) };
    }

    private find(consumer: string): NamedConsumption {
      const named = this.consumptions.all().find((each) => each.consumer === consumer);
      if (named === undefined) throw new ProblemException('CONSUMER_NOT_FOUND', operationsProblems.CONSUMER_NOT_FOUND);
      return named;
    }
  }
  return ParkedEventsController;
}

/** Reasons are a fault's own sentence and hold no event data; see `reasonOf`. */
function refuse(code: 'STILL_POISON' | 'RESTART_FAILED', fault: unknown): never {
  if (isTransient(fault)) throw edgeProblem('SERVICE_UNAVAILABLE', { cause: fault });
  throw new ProblemException(code, operationsProblems[code], { details: { reason: reasonOf(fault) }, cause: fault });
}

async function reportOf(service: ServiceName, { consumer, consumption }: NamedConsumption): Promise<ConsumerReport> {
  const { state, reason } = consumption.status();
  const positions = Object.fromEntries(consumption.positions());
  return { service, consumer, state, reason: reason ?? null, positions, parkedEvents: (await consumption.parked()).length };
}

type Key = readonly [number, string, number];
const keyOf = ({ parkedAt, source, position }: ParkedEvent): Key => [parkedAt, source, position];

/** Whether a parked event comes after the last one of a page, in the order of the list. */
function follows(key: Key, last: readonly (string | number)[]): boolean {
  for (const [n, part] of key.entries()) {
    const other = last[n] ?? '';
    if (part !== other) return part > other;
  }
  return false;
}

const viewOf = ({ source, position, type, caseKeys, reason, parkedAt }: ParkedEvent): ParkedEventView => ({
  source,
  position,
  type,
  caseKeys,
  reason,
  parkedAt: shanghai(parkedAt),
});
