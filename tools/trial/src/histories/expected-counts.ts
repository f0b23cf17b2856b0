import { lastStepBy, openedAtOf, type CaseLife } from './case-life.js';

export const colours = ['green', 'yellow', 'red', 'none'] as const;
export type Colour = (typeof colours)[number];

/** What a board of open work must tell of the generated cases at one moment. */
export interface ExpectedBoard {
  /** Unix milliseconds. */
  readonly moment: number;
  readonly open: number;
  readonly ended: number;
  readonly colours: Readonly<Record<Colour, number>>;
  /** Open cases by the unit that holds them. */
  readonly byUnit: Readonly<Record<string, number>>;
}

/** A stretch of time, from its first moment to before its last; Unix milliseconds. */
export interface Window {
  readonly from: number;
  readonly to: number;
}

/** What is counted while histories are generated, without any code of the product. */
export interface ExpectedCounts {
  readonly cases: number;
  readonly events: number;
  readonly byActivity: Readonly<Record<string, number>>;
  readonly boards: readonly ExpectedBoard[];
  readonly window: Window & { readonly events: number };
  /** Cases that never ended. */
  readonly openToThisDay: number;
  /** Of the case that came last. */
  readonly eventsOfLast: number;
}

/** Counts cases one by one, and keeps none. */
export class Counting {
  private cases = 0;
  private events = 0;
  private inWindow = 0;
  private openToThisDay = 0;
  private eventsOfLast = 0;
  private readonly byActivity = new Map<string, number>();
  private readonly boards: BoardCount[];

  constructor(
    moments: readonly number[],
    private readonly window: Window,
  ) {
    this.boards = moments.map((moment) => new BoardCount(moment));
  }

  add(life: CaseLife): void {
    this.cases += 1;
    this.eventsOfLast = life.steps.length;
    if (life.endedAt === undefined) this.openToThisDay += 1;
    for (const { at, activity } of life.steps) {
      this.events += 1;
      this.byActivity.set(activity, (this.byActivity.get(activity) ?? 0) + 1);
      if (at >= this.window.from && at < this.window.to) this.inWindow += 1;
    }
    for (const board of this.boards) board.add(life);
  }

  counts(): ExpectedCounts {
    return {
      cases: this.cases,
      events: this.events,
      byActivity: Object.fromEntries(this.byActivity),
      boards: this.boards.map((board) => board.expected()),
      window: { ...this.window, events: this.inWindow },
      openToThisDay: this.openToThisDay,
      eventsOfLast: this.eventsOfLast,
    };
  }
}

class BoardCount {
  private ended = 0;
  private readonly colours: Record<Colour, number> = { green: 0, yellow: 0, red: 0, none: 0 };
  private readonly byUnit = new Map<string, number>();

  constructor(private readonly moment: number) {}

  add(life: CaseLife): void {
    const { moment } = this;
    const last = lastStepBy(life, moment);
    if (last === undefined) return;
    if (life.endedAt !== undefined && life.endedAt <= moment) {
      this.ended += 1;
      return;
    }
    this.colours[colourAt(life, moment)] += 1;
    this.byUnit.set(last.unit, (this.byUnit.get(last.unit) ?? 0) + 1);
  }

  expected(): ExpectedBoard {
    const open = colours.reduce((sum, colour) => sum + this.colours[colour], 0);
    return { moment: this.moment, open, ended: this.ended, colours: { ...this.colours }, byUnit: Object.fromEntries(this.byUnit) };
  }
}

/** Three colours (RULES §1.6 TM08): to 80 % of the time, to all of it, beyond. */
function colourAt(life: CaseLife, moment: number): Colour {
  if (life.due === undefined) return 'none';
  if (moment > life.due) return 'red';
  const start = openedAtOf(life);
  return moment - start < 0.8 * (life.due - start) ? 'green' : 'yellow';
}
