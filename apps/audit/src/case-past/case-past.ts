import type { BoardCell, CaseFold, FoldedCase } from '../case-folds/case-fold.js';
import { foldFor } from '../case-folds/registered-folds.js';
import type { KnownEvent } from '../case-lookup/case-events.js';
import { CaseLine, type Segment } from './case-line.js';

/**
 * What held of a case in one rectangle of the plane of both times: it was so from `validFrom` until before `validTo`, as far as was
 * known from `knownFrom` until before `knownTo`. Infinity: still. Unix milliseconds.
 */
export interface Interval {
  readonly validFrom: number;
  readonly validTo: number;
  readonly knownFrom: number;
  readonly knownTo: number;
  readonly cell: BoardCell;
}

/** A case folded once, for all who ask. */
export interface CasePast {
  /** As all its events have it, in causal order. */
  readonly folded: FoldedCase;
  readonly intervals: readonly Interval[];
}

/**
 * The whole of a case's past: at each pair of moments the one interval that holds there has the cell of the state that folding what had
 * happened and was known gives; where none holds, there was no case.
 *
 * @param events of one case, in causal order
 */
export function pastOf(fold: CaseFold, events: readonly KnownEvent[]): CasePast {
  const own = events.filter(({ event }) => foldFor(event) === fold).map((known, index) => ({ ...known, index }));
  const moments = [...new Set(own.map(({ knownAt }) => knownAt))].sort((one, other) => one - other);
  const superseded: Interval[] = [];
  let standing: ReadonlyMap<string, Interval> = new Map();
  let line = new CaseLine(fold);
  for (const moment of moments) {
    const news = own.filter(({ knownAt }) => knownAt === moment);
    // Ordinary news goes on where the case stands; what happened earlier than the news before it has the whole line drawn anew.
    if (line.goesOnWith(news)) line.draw(news);
    else {
      line = new CaseLine(fold);
      line.draw(own.filter(({ knownAt }) => knownAt <= moment));
    }
    const segments = new Map(line.segments().map((segment) => [nameOf(segment), segment]));
    for (const [name, row] of standing) if (!segments.has(name)) superseded.push({ ...row, knownTo: moment });
    standing = new Map([...segments].map(([name, segment]) => [name, standing.get(name) ?? opened(segment, moment)]));
  }
  const intervals = [...superseded, ...standing.values()];
  return {
    folded: line.folded,
    intervals: intervals.sort((one, other) => one.knownFrom - other.knownFrom || one.validFrom - other.validFrom),
  };
}

/** Two moments of knowledge say the same where these are the same. */
const nameOf = ({ from, to, shown }: Segment): string => `${String(from)} ${String(to)} ${shown.text}`;

const opened = ({ from, to, shown }: Segment, knownFrom: number): Interval => ({
  validFrom: from,
  validTo: to,
  knownFrom,
  knownTo: Infinity,
  cell: shown.cell,
});
