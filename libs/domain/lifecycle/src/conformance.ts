import { align, type Move } from './alignment.js';
import { lifecycleTable, type LifecycleState, type Transition } from './lifecycle-table.js';

/** One event of a history, in the order of the logs. */
export interface HistoryStep {
  /** The fact's name. Those that move no case in the lifecycle are passed over: calls, evidence, deadlines, hand-overs. */
  readonly event: string;
  /** Of who did it; not looked at where nobody knows. */
  readonly role?: string | undefined;
}

/** What is wrong with a step. */
export type DeviationKind =
  /** The history goes on as if it had been taken. */
  | 'left-out'
  /** It stands twice where it may stand once. */
  | 'doubled'
  /** It stands elsewhere than where the history needs it. */
  | 'out-of-order'
  /** The state in which the case was does not allow it. */
  | 'not-allowed'
  /** It was allowed, but not to this role. */
  | 'wrong-role';

export interface Deviation {
  readonly kind: DeviationKind;
  /** The deviating step. */
  readonly event: string;
  /** The transition that it is, or should have been; undefined where no transition fits. */
  readonly transition: string | undefined;
  /** Its place in the history; undefined for a step that was left out. */
  readonly at: number | undefined;
  /** The place in the history before which it belongs: of a step that was left out or stands elsewhere. */
  readonly before: number | undefined;
  /** How the case stood where it belongs, or where it stands; null before it was registered. */
  readonly state: LifecycleState | null;
  /** What could have happened there. */
  readonly allowed: readonly string[];
}

/** A step that moved the case as the lifecycle has it. */
export interface ConformingStep {
  readonly at: number;
  readonly event: string;
  readonly transition: string;
  readonly from: LifecycleState | null;
  readonly to: LifecycleState;
}

export interface Conformance {
  readonly conforms: boolean;
  readonly steps: readonly ConformingStep[];
  readonly deviations: readonly Deviation[];
}

const movingEvents: ReadonlySet<string> = new Set(lifecycleTable.map(({ event }) => event));

/**
 * Compares a history with the lifecycle (RULES §1.4): the way through it that explains the history with the fewest steps left out or
 * standing wrong. A history that is not at its end does not deviate by that. The same history always has the same deviations.
 */
export function conformanceOf(history: readonly HistoryStep[]): Conformance {
  const moving = history.map((step, at) => ({ ...step, at })).filter(({ event }) => movingEvents.has(event));
  const moves = align(moving.map(({ event }) => event));
  const placeOf = (index: number): number => moving[index]?.at ?? -1;
  const steps = moves.flatMap((move): readonly ConformingStep[] => {
    if (move.kind !== 'taken') return [];
    const { id, event, from, to } = move.row;
    return [{ at: placeOf(move.index), event, transition: id, from, to }];
  });
  const deviations = [
    ...misplaced(moves, placeOf),
    ...moves.flatMap((move) => wrongRole(move, moving, placeOf)),
  ].sort((one, other) => (one.before ?? one.at ?? 0) - (other.before ?? other.at ?? 0));
  return { conforms: deviations.length === 0, steps, deviations };
}

type LeftOut = Extract<Move, { kind: 'left-out' }>;

/** A step that is missing in one place and too many in another is one deviation: it stands in the wrong place. */
function misplaced(moves: readonly Move[], placeOf: (index: number) => number): readonly Deviation[] {
  const missing = moves.filter((move): move is LeftOut => move.kind === 'left-out');
  const elsewhere = new Map<LeftOut, number>();
  const deviations: Deviation[] = [];
  moves.forEach((move, n) => {
    if (move.kind !== 'extra') return;
    const belongs = missing.find((left) => left.row.event === move.event && !elsewhere.has(left));
    if (belongs !== undefined) elsewhere.set(belongs, placeOf(move.index));
    else deviations.push({ ...judged(move, moves[n + 1]), at: placeOf(move.index), before: undefined });
  });
  for (const left of missing) {
    const at = elsewhere.get(left);
    const kind = at === undefined ? 'left-out' : 'out-of-order';
    deviations.push({ kind, ...standing(left.row.event, left.row.from), at, before: placeOf(left.before) });
  }
  return deviations;
}

/** An event that is one too many: told twice; told one step too early, at the end of a history; or of no place at all. */
function judged(
  { event, state, doubled }: Extract<Move, { kind: 'extra' }>,
  next: Move | undefined,
): Pick<Deviation, 'kind' | 'event' | 'transition' | 'state' | 'allowed'> {
  if (doubled) return { kind: 'doubled', ...standing(event, state) };
  const later = next?.kind === 'taken' ? standing(event, next.row.to) : undefined;
  return later?.transition === undefined ? { kind: 'not-allowed', ...standing(event, state) } : { kind: 'out-of-order', ...later };
}

function standing(event: string, state: LifecycleState | null): Pick<Deviation, 'event' | 'transition' | 'state' | 'allowed'> {
  const possible = lifecycleTable.filter(({ from }) => from === state);
  const fitting = possible.find((row) => row.event === event);
  return { event, transition: fitting?.id, state, allowed: [...new Set(possible.map((row) => row.event))] };
}

function wrongRole(move: Move, moving: readonly HistoryStep[], placeOf: (index: number) => number): readonly Deviation[] {
  if (move.kind !== 'taken') return [];
  const role = moving[move.index]?.role;
  if (role === undefined || mayTake(move.row, role)) return [];
  return [{ kind: 'wrong-role', ...standing(move.row.event, move.row.from), at: placeOf(move.index), before: undefined }];
}

/** A volunteer who was given the order acts as its handler (党员办单). */
const mayTake = ({ roles }: Transition, role: string): boolean => roles.includes(role === 'VOL' ? 'HAN' : role);
