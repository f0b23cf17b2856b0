import type { ReplayFrame, Standing } from '@huying/contracts';
import type { Delivery } from '@huying/event-bus';
import type { CaseFold, FoldedCase } from '../case-folds/case-fold.js';
import { eventName } from '../case-folds/names.js';
import { foldFor, foldOfCase } from '../case-folds/registered-folds.js';
import { eventHeader } from '../case-questions/history-entry.js';
import { caseReading } from '../case-questions/case-state.js';
import { fieldChanges } from '../questions/state-difference.js';

/** Replays a case event by event, in the order of the logs. Events that its fold does not read are shown and change nothing. */
export function replayFrames(events: readonly Delivery[]): readonly ReplayFrame[] {
  const fold = foldOfCase(events);
  let folded = fold?.empty;
  let before: Standing | undefined;
  let last: Delivery | undefined;
  return events.map((event, index) => {
    if (fold !== undefined && folded !== undefined && foldFor(event) === fold) folded = folded.apply(event);
    const after = standingAfter(folded, event, last);
    const frame = frameOf(index + 1, event, fold, before, after, last);
    before = after;
    last = event;
    return frame;
  });
}

/** A late fact happened before the one above it; how the case stands is then told at the later of the two. */
function standingAfter(folded: FoldedCase | undefined, event: Delivery, last: Delivery | undefined): Standing | undefined {
  const later = last !== undefined && last.recorded.time > event.recorded.time ? last : event;
  return folded?.standing(later.envelope.time);
}

function frameOf(
  n: number,
  event: Delivery,
  fold: CaseFold | undefined,
  before: Standing | undefined,
  after: Standing | undefined,
  last: Delivery | undefined,
): ReplayFrame {
  const { envelope, recorded } = event;
  const own = foldFor(event) === fold ? fold : undefined;
  const doer = own?.doer(event) ?? { person: envelope.actor, unit: envelope.unit ?? null };
  return {
    n,
    event: eventHeader(event),
    title: own?.title(event) ?? eventName(recorded.type),
    by: { ...doer, role: own?.doer(event) === undefined ? (envelope.role ?? null) : null },
    sinceLastMs: last === undefined ? null : recorded.time - last.recorded.time,
    heldBy: before?.holder ?? null,
    before: statusOf(before),
    after: statusOf(after),
    changes: fieldChanges(caseReading.watched(before), caseReading.watched(after)),
    holder: after?.holder ?? null,
    deadlines: after?.deadlines ?? [],
  };
}

const statusOf = (standing: Standing | undefined): ReplayFrame['after'] =>
  standing === undefined ? null : { status: standing.status, statusName: standing.statusName };
