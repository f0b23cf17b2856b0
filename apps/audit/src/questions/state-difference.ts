import type { FieldChange, HistoryEntry, StateSide } from '@huying/contracts';
import type { Delivery } from '@huying/event-bus';
import type { Instant } from '@huying/kernel';
import { eventHeader } from '../case-questions/history-entry.js';
import { isKnown } from '../case-lookup/knowledge-horizon.js';
import { happenedBy } from './happened-by.js';
import type { Side } from './questions.js';

/** How histories of one kind are read. */
export interface Reading<State> {
  /** What a history comes to at a moment; undefined where nothing of it had happened. */
  stateAt(happened: readonly Delivery[], at: Instant): State | undefined;
  /** The members of a state whose change is told. */
  watched(state: State | undefined): Readonly<Record<string, unknown>>;
}

export interface Difference<State> {
  readonly from: StateSide<State>;
  readonly to: StateSide<State>;
  readonly changes: readonly FieldChange[];
  readonly added: readonly Omit<HistoryEntry, 'data' | 'sealed' | 'digest'>[];
  readonly removed: readonly Omit<HistoryEntry, 'data' | 'sealed' | 'digest'>[];
}

/** What tells one state of a history from another, and by which events. */
export function stateDifference<State>(reading: Reading<State>, events: readonly Delivery[], from: Side, to: Side): Difference<State> {
  const sideOf = ({ occurredBy, positions }: Side) => {
    const happened = happenedBy(events.filter(isKnown(positions)), occurredBy);
    return { happened, state: reading.stateAt(happened, occurredBy) };
  };
  const [before, after] = [sideOf(from), sideOf(to)];
  const without = (some: readonly Delivery[], others: readonly Delivery[]) =>
    some.filter((event) => !others.includes(event)).map(eventHeader);
  return {
    from: { ...from, foldedEvents: before.happened.length, state: before.state ?? null },
    to: { ...to, foldedEvents: after.happened.length, state: after.state ?? null },
    changes: fieldChanges(reading.watched(before.state), reading.watched(after.state)),
    added: without(after.happened, before.happened),
    removed: without(before.happened, after.happened),
  };
}

/** What differs between two states, field by field. */
export function fieldChanges(from: Readonly<Record<string, unknown>>, to: Readonly<Record<string, unknown>>): readonly FieldChange[] {
  return [...new Set([...Object.keys(from), ...Object.keys(to)])]
    .filter((field) => JSON.stringify(from[field]) !== JSON.stringify(to[field]))
    .map((field) => ({ field, from: from[field] ?? null, to: to[field] ?? null }));
}
