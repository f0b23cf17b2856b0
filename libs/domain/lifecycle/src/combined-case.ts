import { caseDecider, type CaseFact, type CaseState } from '@huying/domain-case';
import { orderDecider, type Due as OrderDue, type OrderFact, type OrderState } from '@huying/domain-order';
import type { Instant, Recorded } from '@huying/kernel';
import { enteredState } from './transition-events.js';

/** A recorded fact of a case, and in whose hand the stream is: `case-<id>` intake's, `order-<id>` dispatch's. */
export type CaseHistoryEvent =
  | { readonly side: 'case'; readonly event: Recorded<CaseFact> }
  | { readonly side: 'order'; readonly event: Recorded<OrderFact> };

/** A due date of either side. */
export type StampedDeadline = Omit<OrderDue, 'basis'>;

/**
 * One case folded from its two streams (DESIGN §2). Each side folds its own stream, and nothing of one side touches the other, so that
 * every interleaving that keeps each stream's order gives the same value. Who is ahead is read from the hand-over numbers, never clocks.
 */
export interface CombinedCase {
  readonly intake: CaseState;
  readonly dispatch: OrderState;
  readonly intakeDues: readonly StampedDeadline[];
  /** When each side last moved the case; `undefined` once it only took over what the other side had moved. */
  readonly intakeSince: Instant | undefined;
  readonly dispatchSince: Instant | undefined;
}

export const initialCase: CombinedCase = {
  intake: caseDecider.initial,
  dispatch: orderDecider.initial,
  intakeDues: [],
  intakeSince: undefined,
  dispatchSince: undefined,
};

/** Folds one more event of either stream. Total, like the folds under it. */
export function evolveCase(state: CombinedCase, recorded: CaseHistoryEvent): CombinedCase {
  switch (recorded.side) {
    case 'case':
      return evolveIntake(state, recorded.event);
    case 'order':
      return evolveDispatch(state, recorded.event);
  }
}

function evolveIntake(state: CombinedCase, event: Recorded<CaseFact>): CombinedCase {
  if (event.type === 'DeadlineSet') return { ...state, intakeDues: [...state.intakeDues, event.data] };
  const intake = caseDecider.evolve(state.intake, event);
  if (event.type === 'HandoverTaken') return { ...state, intake, intakeSince: undefined };
  return enteredState(event.type) ? { ...state, intake, intakeSince: event.time } : { ...state, intake };
}

function evolveDispatch(state: CombinedCase, event: Recorded<OrderFact>): CombinedCase {
  const dispatch = orderDecider.evolve(state.dispatch, event);
  if (event.type === 'HandoverTaken') return { ...state, dispatch, dispatchSince: undefined };
  return enteredState(event.type) ? { ...state, dispatch, dispatchSince: event.time } : { ...state, dispatch };
}
