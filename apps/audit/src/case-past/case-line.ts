import { shanghai } from '@huying/kernel';
import type { BoardCell, CaseFold, FoldedCase } from '../case-folds/case-fold.js';
import type { KnownEvent } from '../case-lookup/case-events.js';

/** A known event with its place in the causal order of its case. */
export type PlacedEvent = KnownEvent & { readonly index: number };

/** What boards showed, and the same as text, to be compared by. */
interface Shown {
  readonly cell: BoardCell;
  readonly text: string;
}

/** A stretch of a case's life, on the axis of what happened, in which boards showed the same. Unix milliseconds. */
export interface Segment {
  readonly from: number;
  readonly to: number;
  readonly shown: Shown;
}

/** A case's life as far as it is known: folded at each moment at which something of it happened. */
export class CaseLine {
  private applied: readonly PlacedEvent[] = [];
  private readonly drawn: CaseMoment[] = [];
  private state: FoldedCase;

  constructor(private readonly fold: CaseFold) {
    this.state = fold.empty;
  }

  /** Everything drawn, folded in causal order. */
  get folded(): FoldedCase {
    return this.state;
  }

  goesOnWith(news: readonly PlacedEvent[]): boolean {
    const last = this.drawn.at(-1);
    const lastIndex = this.applied.at(-1)?.index ?? -1;
    return last === undefined || news.every(({ event, index }) => event.recorded.time >= last.at && index > lastIndex);
  }

  draw(news: readonly PlacedEvent[]): void {
    const times = [...new Set(news.map(({ event }) => event.recorded.time))].sort((one, other) => one - other);
    for (const time of times) {
      this.apply(news.filter(({ event }) => event.recorded.time === time));
      if (this.drawn.at(-1)?.at === time) this.drawn.pop();
      this.drawn.push(new CaseMoment(time, this.state));
    }
  }

  /** Logs' order is the order of folding: a late fact stands where it was recorded, not where it happened. */
  private apply(happened: readonly PlacedEvent[]): void {
    const goesOn = (happened[0]?.index ?? 0) > (this.applied.at(-1)?.index ?? -1);
    this.applied = [...this.applied, ...happened].sort((one, other) => one.index - other.index);
    this.state = goesOn ? this.state : this.fold.empty;
    for (const { event } of goesOn ? happened : this.applied) this.state = this.state.apply(event);
  }

  /** Neighbours that say the same are one; a stretch without a case is none. */
  segments(): readonly Segment[] {
    const pieces = this.drawn.flatMap((moment, index) => moment.piecesUntil(this.drawn[index + 1]?.at ?? Infinity));
    const joined: Segment[] = [];
    for (const piece of pieces) {
      const last = joined.at(-1);
      if (last !== undefined && last.to === piece.from && last.shown.text === piece.shown.text)
        joined[joined.length - 1] = { ...last, to: piece.to };
      else joined.push(piece);
    }
    return joined;
  }
}

/** The case as it stood from one event on. The line is looked at each time that more of it is known, so what boards show is kept. */
class CaseMoment {
  private readonly shown = new Map<number, Shown | undefined>();
  private turns: readonly number[] | undefined;

  constructor(
    readonly at: number,
    private readonly folded: FoldedCase,
  ) {}

  /** From here to the next event, cut where the case turns by itself. */
  piecesUntil(to: number): readonly Segment[] {
    this.turns ??= this.folded.turns().map((moment) => Date.parse(moment));
    const turns = this.turns.filter((turn) => turn > this.at && turn < to).sort((one, other) => one - other);
    const cuts = [this.at, ...turns];
    return cuts.flatMap((from, index) => {
      const shown = this.shownAt(from);
      return shown === undefined ? [] : [{ from, to: cuts[index + 1] ?? to, shown }];
    });
  }

  private shownAt(at: number): Shown | undefined {
    if (!this.shown.has(at)) {
      const cell = this.folded.board(shanghai(at));
      this.shown.set(at, cell === undefined ? undefined : { cell, text: JSON.stringify(cell) });
    }
    return this.shown.get(at);
  }
}
