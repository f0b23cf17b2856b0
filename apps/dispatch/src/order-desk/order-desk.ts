import { flaggedGuards, type DeadlineRules } from '@huying/domain-deadline';
import { orderDecider, type OrderFact, type OrderState, type TakenOrder } from '@huying/domain-order';
import { decodeRecorded, type DecodedEvent, type EventStore, type Origin, type Outcome, type Runner } from '@huying/event-store';
import { shanghai, type Actor, type Instant, type PolicyGuards } from '@huying/kernel';
import type { Clock } from '@huying/platform';
import type { MissingRules, RulesInForce } from '../rules-in-force/rules-in-force.js';
import type { DeskCommand, DeskRefusal } from './desk.decider.js';

export const orderStream = (caseId: string): string => `order-${caseId}`;

/** What every command on an order stands on. */
export interface Ground {
  readonly at: Instant;
  readonly actor: Actor;
  /** The policy guards that the policy in force lets through flagged. */
  readonly guards: PolicyGuards;
  readonly rules: DeadlineRules;
  /** The order as it is now; the decision is made on the stream, when the command runs. */
  readonly order: TakenOrder;
}

export type OrderRunner = Runner<DeskCommand, DeskRefusal>;
export type OrderOutcome = Outcome<DeskRefusal | MissingRules>;

/** Where commands on orders are made ready: the moment, the rules in force for the order's area, and their versions for the envelope. */
export class OrderDesk {
  constructor(
    private readonly orders: OrderRunner,
    private readonly store: EventStore,
    private readonly rules: RulesInForce,
    private readonly clock: Clock,
  ) {}

  /** Runs the command that `make` makes of the ground. Retrying with the same command id changes nothing. */
  async run(caseId: string, origin: Origin, make: (ground: Ground) => DeskCommand | Promise<DeskCommand>): Promise<OrderOutcome> {
    const order = await this.find(caseId);
    // As the decider would say; without the order's area nothing can be made ready.
    if (order === undefined) return handoverPending;
    const at = shanghai(this.clock.now());
    const rules = await this.rules.at(order.matter.area, at);
    if (typeof rules === 'string') return refusedForNow(rules);
    const command = await make({ at, actor: origin.actor, guards: flaggedGuards(rules.policy), rules, order });
    const { policy, calendar } = rules;
    return this.orders.run(orderStream(caseId), command, { ...origin, policyVersion: policy.version, calendarVersion: calendar.version });
  }

  /** The events of the order with version > `after`, in order. */
  async *events(caseId: string, after = 0): AsyncGenerator<DecodedEvent<OrderFact>> {
    for await (const recorded of this.store.readStream(orderStream(caseId), after)) yield decodeRecorded<OrderFact>(recorded);
  }

  /** Whether the reveal with this outcome was let through; a denied one is an event as well. */
  async wasRevealed(caseId: string, { version }: Extract<OrderOutcome, { kind: 'accepted' }>): Promise<boolean> {
    for await (const event of this.events(caseId, version - 1)) return event.type === 'PiiRevealed';
    return false;
  }

  /** The order as its stream tells it; undefined before dispatch has taken the case over. */
  async find(caseId: string): Promise<TakenOrder | undefined> {
    let state: OrderState = orderDecider.initial;
    for await (const event of this.events(caseId)) state = orderDecider.evolve(state, event);
    return state.status === 'absent' ? undefined : state;
  }
}

const refusedForNow = (code: 'HANDOVER_PENDING' | MissingRules): OrderOutcome => ({ kind: 'refused', refusal: { code, transient: true } });

/** What every command is answered before the order is there. */
export const handoverPending: OrderOutcome = refusedForNow('HANDOVER_PENDING');
