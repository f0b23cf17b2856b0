import type { ParkedEvent } from '@huying/event-bus';
import { Controller, Get, HttpCode, Inject, Param, Post } from '@nestjs/common';
import { edgeProblem } from '../http/problem-exception.js';
import type { Caller } from '../internal-call/caller.js';
import { RequestCaller } from '../internal-call/request-decorators.js';
import { CONSUMPTIONS } from '../infrastructure/tokens.js';
import type { Consumptions, NamedConsumption } from '../read-your-writes/consumptions.js';

/** A consumer of this service as its operator sees it. */
export interface ConsumerReport {
  readonly consumer: string;
  readonly state: string;
  readonly reason: string | null;
  readonly positions: Readonly<Record<string, number>>;
  readonly parked: readonly Omit<ParkedEvent, 'consumer'>[];
}

/**
 * For the operators of a service: what its consumers have parked, and its release. No route of the public API leads here; a call is
 * signed like any other, in the role of the system itself.
 */
@Controller('operations/consumers')
export class ParkedEventsController {
  constructor(@Inject(CONSUMPTIONS) private readonly consumptions: Consumptions) {}

  @Get()
  async list(@RequestCaller() caller: Caller): Promise<readonly ConsumerReport[]> {
    systemOnly(caller);
    return Promise.all(this.consumptions.all().map(reportOf));
  }

  /** Applies a parked case again, with all cases tied to it. What is still poison stays parked, and the call says so by failing. */
  @Post(':consumer/parked/:caseKey/release')
  @HttpCode(200)
  async release(
    @Param('consumer') consumer: string,
    @Param('caseKey') caseKey: string,
    @RequestCaller() caller: Caller,
  ): Promise<{ readonly applied: number }> {
    systemOnly(caller);
    const named = this.consumptions.all().find((each) => each.consumer === consumer);
    if (named === undefined) throw edgeProblem('NOT_FOUND');
    return { applied: await named.consumption.release(caseKey) };
  }
}

function systemOnly({ actor }: Caller): void {
  if (actor.role !== 'SYS') throw edgeProblem('NOT_ALLOWED', { details: { allowedRoles: ['SYS'] } });
}

async function reportOf({ consumer, consumption }: NamedConsumption): Promise<ConsumerReport> {
  const { state, reason } = consumption.status();
  const parked = await consumption.parked();
  return {
    consumer,
    state,
    reason: reason ?? null,
    positions: Object.fromEntries(consumption.positions()),
    parked: parked.map(({ source, position, type, caseKeys, reason: why, parkedAt }) => ({
      source,
      position,
      type,
      caseKeys,
      reason: why,
      parkedAt,
    })),
  };
}
