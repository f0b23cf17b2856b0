import type { CaseReplayAnswer, ReplayFrame } from '@huying/contracts';
import { epochOf, shanghai, type Instant } from '@huying/kernel';
import { isEnded } from '../case-folds/ended-states.js';

type Clock = Pick<CaseReplayAnswer, 'totalMs' | 'custody' | 'unheld'>;
type Unheld = CaseReplayAnswer['unheld'][number];

/**
 * Every millisecond from the first frame to `until`: how long each holder held the case, longest first, and when nobody did, with the
 * reason. `totalMs` is the sum of both.
 */
export function custodyClock(frames: readonly ReplayFrame[], until: Instant): Clock {
  const [first] = frames;
  if (first === undefined) return { totalMs: 0, custody: [], unheld: [] };
  const clock = new Map<string, Clock['custody'][number]>();
  const unheld: Unheld[] = [];
  let latest = -Infinity;
  frames.forEach(({ holder, after, event }, index) => {
    // A late fact happened before the one above it: what it tells counts from there on.
    latest = Math.max(latest, epochOf(event.occurredAt));
    const next = frames[index + 1];
    const end = next === undefined ? epochOf(until) : epochOf(next.event.occurredAt);
    if (end <= latest) return;
    if (holder === null) {
      unheld.push({ from: shanghai(latest), to: shanghai(end), ms: end - latest, reason: reasonOf(after) });
      return;
    }
    const name = JSON.stringify(holder);
    clock.set(name, { holder, heldMs: (clock.get(name)?.heldMs ?? 0) + end - latest });
  });
  const custody = [...clock.values()].sort((one, other) => other.heldMs - one.heldMs);
  const sum = custody.reduce((total, { heldMs }) => total + heldMs, 0) + unheld.reduce((total, { ms }) => total + ms, 0);
  return { totalMs: sum, custody, unheld };
}

function reasonOf(after: ReplayFrame['after']): Unheld['reason'] {
  if (after === null) return 'not-begun';
  return isEnded(after.status) ? 'ended' : 'nobody-named';
}
