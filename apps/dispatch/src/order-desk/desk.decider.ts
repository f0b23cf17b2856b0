import { orderDecider, type OrderCommand, type OrderFact, type OrderRefusal, type OrderState } from '@huying/domain-order';
import { refusedForNow, type Decider } from '@huying/kernel';

/** What the order's own stream cannot know and the desk has looked up. */
interface LookedUp {
  /** `none`: the directory knows nobody of this name in this unit who may be given orders there. */
  readonly standing?: 'post' | 'volunteer' | 'none';
}
export type DeskCommand = OrderCommand & LookedUp;
export type DeskRefusal = OrderRefusal | 'ASSIGNEE_UNKNOWN';

/** States in which an order is given to somebody. */
const awaitsAssignee: ReadonlySet<OrderState['status']> = new Set(['accepted', 'return-requested']);

/**
 * The order's decider behind the desk: an order goes to nobody whom the directory does not know. Decided here and not in the handler,
 * so that a repeated command is answered as the first time even where the assignee has left since.
 */
export const deskDecider: Decider<OrderState, DeskCommand, OrderFact, DeskRefusal> = {
  initial: orderDecider.initial,
  decide(command, state) {
    if (command.standing === 'none' && awaitsAssignee.has(state.status)) return refusedForNow('ASSIGNEE_UNKNOWN');
    return orderDecider.decide(command, state);
  },
  evolve: (state, event) => orderDecider.evolve(state, event),
};
