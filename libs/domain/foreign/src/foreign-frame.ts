import { epochOf, type Instant, type Recorded } from '@huying/kernel';
import type { ForeignFact } from './foreign.facts.js';
import { evolveForeign, initialForeign, type ForeignState } from './foreign.state.js';
import { viewForeign, type ForeignView } from './foreign-view.js';

/** Members of a view that a frame reports on when they change. */
const watched = ['status', 'activity', 'holder', 'responsible', 'deadline', 'closedAt', 'department', 'channel', 'service'] as const;

export interface ForeignChange {
  readonly field: (typeof watched)[number];
  readonly from: ForeignView[(typeof watched)[number]] | null;
  readonly to: ForeignView[(typeof watched)[number]] | null;
}

/** One step of the replay of an imported case: what happened, what it changed, and how the case stood right after. */
export interface ForeignFrame {
  readonly at: Instant;
  readonly title: string;
  /** Who did it, as the source names him (or the pseudonym that stands for him). */
  readonly by?: { readonly resource?: string; readonly group?: string };
  /** Milliseconds since the frame before; negative where the source's order is not that of its times, undefined on the first. */
  readonly sinceLastMs?: number;
  readonly changes: readonly ForeignChange[];
  /** The case at the event's own time. */
  readonly after: ForeignView;
  /** Present where the event tells an earlier one's row otherwise. */
  readonly corrects?: { readonly digest: string };
}

/** What one event changed, given the state and the frame before it. `state` is the state after it, for the next call. */
export function foreignFrame(
  before: ForeignState,
  event: Recorded<ForeignFact>,
  last?: ForeignFrame,
): { readonly frame: ForeignFrame; readonly state: ForeignState } {
  const state = evolveForeign(before, event);
  const after = viewForeign(state, event.time);
  const { resource, group, activity } = event.data;
  const acted = { ...(resource === undefined ? {} : { resource }), ...(group === undefined ? {} : { group }) };
  const frame: ForeignFrame = {
    at: event.time,
    title: activity,
    ...(Object.keys(acted).length === 0 ? {} : { by: acted }),
    ...(last === undefined ? {} : { sinceLastMs: epochOf(event.time) - epochOf(last.at) }),
    changes: watched
      .filter((field) => !same(last?.after[field], after[field]))
      .map((field) => ({ field, from: last?.after[field] ?? null, to: after[field] ?? null })),
    after,
    ...(event.type === 'ForeignActivityCorrected' ? { corrects: event.data.corrects } : {}),
  };
  return { frame, state };
}

/** All frames of a case, in log order. */
export function foreignFrames(events: Iterable<Recorded<ForeignFact>>): readonly ForeignFrame[] {
  let state = initialForeign;
  const frames: ForeignFrame[] = [];
  for (const event of events) {
    const step = foreignFrame(state, event, frames.at(-1));
    state = step.state;
    frames.push(step.frame);
  }
  return frames;
}

/** Views are plain JSON whose members are built in one order, so their texts are equal where they are. */
const same = (left: unknown, right: unknown): boolean => JSON.stringify(left) === JSON.stringify(right);
