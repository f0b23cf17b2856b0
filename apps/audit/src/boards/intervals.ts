import type { Delivery } from '@huying/event-bus';
import { shanghai } from '@huying/kernel';
import type { BoardCell, CaseFold, FoldedCase } from '../case-folds/case-fold.js';
import { foldFor } from '../case-folds/registered-folds.js';

/** An event, and when it was known: Unix milliseconds, never less than those of its causes or of earlier events of its log. */
export interface KnownEvent {
  readonly event: Delivery;
  readonly knownAt: number;
}

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

interface Segment {
  readonly from: number;
  readonly to: number;
  readonly cell: BoardCell;
}

/**
 * The whole of a case's past on boards: at each pair of moments the one interval that holds there has the cell of the state that folding
 * what had happened and was known gives; where none holds, there was no case.
 *
 * @param events of one case, in causal order
 */
export function intervalsOf(fold: CaseFold, events: readonly KnownEvent[]): readonly Interval[] {
  const own = events.filter(({ event }) => foldFor(event) === fold);
  const done: Interval[] = [];
  let standing: readonly Interval[] = [];
  for (const { knownAt, timeline } of timelines(fold, own)) {
    const kept = standing.filter((row) => timeline.some((segment) => isSame(row, segment)));
    const superseded = standing.filter((row) => !kept.includes(row));
    done.push(...superseded.map((row) => ({ ...row, knownTo: knownAt })));
    const opened = timeline.filter((segment) => !kept.some((row) => isSame(row, segment)));
    standing = [
      ...kept,
      ...opened.map(({ from, to, cell }) => ({ validFrom: from, validTo: to, knownFrom: knownAt, knownTo: Infinity, cell })),
    ];
  }
  return [...done, ...standing].sort((one, other) => one.knownFrom - other.knownFrom || one.validFrom - other.validFrom);
}

const isSame = ({ validFrom, validTo, cell }: Interval, segment: Segment): boolean =>
  validFrom === segment.from && validTo === segment.to && isEqual(cell, segment.cell);
const isEqual = (one: BoardCell, other: BoardCell): boolean => JSON.stringify(one) === JSON.stringify(other);

interface Timeline {
  readonly knownAt: number;
  readonly timeline: readonly Segment[];
}

/** How the case went on the axis of what happened, each time that something more of it was known. */
function* timelines(fold: CaseFold, events: readonly KnownEvent[]): Generator<Timeline> {
  const moments = [...new Set(events.map(({ knownAt }) => knownAt))].sort((one, other) => one - other);
  let line = new CaseLine(fold);
  for (const knownAt of moments) {
    const news = events.flatMap((known, index) => (known.knownAt === knownAt ? [{ ...known, index }] : []));
    // Ordinary news goes on where the case stands; what happened earlier than the news before it has the whole line drawn anew.
    if (!line.goesOnWith(news)) {
      line = new CaseLine(fold);
      line.draw(events.flatMap((known, index) => (known.knownAt <= knownAt ? [{ ...known, index }] : [])));
    } else line.draw(news);
    yield { knownAt, timeline: line.segments() };
  }
}

type Placed = KnownEvent & { readonly index: number };

/** A case's life as far as it is known: folded at each moment at which something of it happened. */
class CaseLine {
  private folded: FoldedCase;
  private applied: Placed[] = [];
  private drawn: { readonly at: number; readonly folded: FoldedCase }[] = [];

  constructor(private readonly fold: CaseFold) {
    this.folded = fold.empty;
  }

  goesOnWith(news: readonly Placed[]): boolean {
    const last = this.drawn.at(-1);
    const lastIndex = this.applied.at(-1)?.index ?? -1;
    return last === undefined || news.every(({ event, index }) => event.recorded.time >= last.at && index > lastIndex);
  }

  draw(news: readonly Placed[]): void {
    const times = [...new Set(news.map(({ event }) => event.recorded.time))].sort((one, other) => one - other);
    for (const time of times) {
      this.apply(news.filter(({ event }) => event.recorded.time === time));
      if (this.drawn.at(-1)?.at === time) this.drawn.pop();
      this.drawn.push({ at: time, folded: this.folded });
    }
  }

  /** Logs' order is the order of folding: a late fact stands where it was recorded, not where it happened. */
  private apply(happened: readonly Placed[]): void {
    const goesOn = (happened[0]?.index ?? 0) > (this.applied.at(-1)?.index ?? -1);
    this.applied = [...this.applied, ...happened].sort((one, other) => one.index - other.index);
    this.folded = goesOn ? this.folded : this.fold.empty;
    for (const { event } of goesOn ? happened : this.applied) this.folded = this.folded.apply(event);
  }

  /** Neighbours that say the same are one; a stretch without a case is none. */
  segments(): readonly Segment[] {
    const pieces = this.drawn.flatMap(({ at, folded }, index) => piecesOf(folded, at, this.drawn[index + 1]?.at ?? Infinity));
    const joined: Segment[] = [];
    for (const piece of pieces) {
      const last = joined.at(-1);
      if (last !== undefined && last.to === piece.from && isEqual(last.cell, piece.cell))
        joined[joined.length - 1] = { ...last, to: piece.to };
      else joined.push(piece);
    }
    return joined;
  }
}

/** From one event to the next, cut where the case turns by itself. */
function piecesOf(folded: FoldedCase, from: number, to: number): readonly Segment[] {
  const turns = folded.turns().map((moment) => Date.parse(moment));
  const cuts = [from, ...turns.filter((turn) => turn > from && turn < to).sort((one, other) => one - other)];
  return cuts.flatMap((at, index) => {
    const cell = folded.board(shanghai(at));
    return cell === undefined ? [] : [{ from: at, to: cuts[index + 1] ?? to, cell }];
  });
}
