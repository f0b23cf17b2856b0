/** One thing that happened in a generated case. */
export interface LifeStep {
  /** Unix milliseconds. */
  readonly at: number;
  readonly activity: string;
  /** `User 12`, `Unit 3`: identifiers that name nobody. */
  readonly person: string;
  readonly unit: string;
  /** What else is told of it, by the names of its attributes. */
  readonly told: Readonly<Record<string, string>>;
}

/** A generated case, from the first word to the last. */
export interface CaseLife {
  readonly number: string;
  readonly channel: string;
  readonly department: string;
  readonly service: string;
  /** In the order in which they happened; never two at one moment. */
  readonly steps: readonly LifeStep[];
  /** Unix milliseconds; undefined where nobody works under a deadline. */
  readonly due: number | undefined;
  /** Unix milliseconds; undefined where the case is open to this day. */
  readonly endedAt: number | undefined;
}

export const openedAtOf = ({ steps }: CaseLife): number => steps[0]?.at ?? Number.NaN;

/** The last step that had happened by a moment: who took it holds the case. */
export const lastStepBy = ({ steps }: CaseLife, moment: number): LifeStep | undefined => steps.findLast(({ at }) => at <= moment);
