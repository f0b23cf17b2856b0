import { lifecycleTable, type LifecycleState, type Transition } from './lifecycle-table.js';

/** One move of an alignment: the history and the lifecycle move together, or one of them alone. */
export type Move =
  /** An event that is a transition from the state in which the case stood. */
  | { readonly kind: 'taken'; readonly row: Transition; readonly index: number }
  /** A transition without its event; `before`: the event at which it is missed. */
  | { readonly kind: 'left-out'; readonly row: Transition; readonly before: number }
  /** An event that moves nothing; `doubled`: the event before it was the same. */
  | { readonly kind: 'extra'; readonly event: string; readonly index: number; readonly state: LifecycleState | null; readonly doubled: boolean };

/**
 * What an explanation costs. A step told twice is likelier than a step left out; of those left out, one of the straight path is likelier
 * than one of an exception; and two of the straight path are likelier than an event out of nowhere.
 */
const costs = { doubled: 9, leftOutOfStraightPath: 10, leftOutElsewhere: 24, extra: 25 } as const;
const straightPath: ReadonlySet<string> = new Set(['T01', 'T08', 'T11', 'T12', 'T19', 'T21', 'T22']);
const costOfMissing = ({ id }: Transition): number => (straightPath.has(id) ? costs.leftOutOfStraightPath : costs.leftOutElsewhere);

type State = LifecycleState | null;
/** The cheapest way to a state, told backwards. */
interface Way {
  readonly cost: number;
  readonly last: Move | undefined;
  readonly before: Way | undefined;
}
type Ways = ReadonlyMap<State, Way>;

/**
 * The cheapest alignment of a history with the lifecycle (van der Aalst, Adriansyah, van Dongen 2012), by dynamic programming over events and
 * states: the work grows with the length of the history alone. It may end in any state.
 *
 * @param events names of events that the lifecycle knows
 */
export function align(events: readonly string[]): readonly Move[] {
  let ways: Ways = new Map<State, Way>([[null, { cost: 0, last: undefined, before: undefined }]]);
  events.forEach((event, index) => {
    ways = afterEvent(ways, event, index, event === events[index - 1]);
  });
  let way = [...ways.values()].reduce((best, other) => (other.cost < best.cost ? other : best));
  const moves: Move[] = [];
  for (; way.last !== undefined && way.before !== undefined; way = way.before) moves.push(way.last);
  return moves.reverse();
}

function afterEvent(ways: Ways, event: string, index: number, doubled: boolean): Ways {
  const next = new Map<State, Way>();
  const offer = (state: State, last: Move, before: Way, cost: number): void => {
    const known = next.get(state);
    if (known === undefined || before.cost + cost < known.cost) next.set(state, { cost: before.cost + cost, last, before });
  };
  const reached = withMissing(ways, index);
  for (const row of lifecycleTable) {
    const before = row.event === event ? reached.get(row.from) : undefined;
    if (before !== undefined) offer(row.to, { kind: 'taken', row, index }, before, 0);
  }
  for (const [state, before] of ways)
    offer(state, { kind: 'extra', event, index, state, doubled }, before, doubled ? costs.doubled : costs.extra);
  return next;
}

/** The ways to all states when steps may be left out before the event: cheapest first, until none gets cheaper. */
function withMissing(ways: Ways, before: number): Ways {
  const reached = new Map(ways);
  for (let cheaper = true; cheaper;) {
    cheaper = false;
    for (const row of lifecycleTable) {
      const from = reached.get(row.from);
      const cost = (from?.cost ?? Infinity) + costOfMissing(row);
      if (from === undefined || cost >= (reached.get(row.to)?.cost ?? Infinity)) continue;
      reached.set(row.to, { cost, last: { kind: 'left-out', row, before }, before: from });
      cheaper = true;
    }
  }
  return reached;
}
