import type { CaseAnswer, Named, PositionVector } from './audit.dto.js';

export const deviationKinds = ['left-out', 'doubled', 'out-of-order', 'not-allowed', 'wrong-role'] as const;
export type DeviationKind = (typeof deviationKinds)[number];

/** An event of the history. */
export interface EventReference {
  readonly source: string;
  readonly position: number;
  readonly id: string;
  readonly occurredAt: string;
}

/** A step of the lifecycle, and a state that it leads from or to. */
export interface NamedStep {
  /** `CaseSigned` */
  readonly event: string;
  readonly name: Named;
  /** `T12`; null where no transition of the lifecycle fits. */
  readonly transition: string | null;
}
export interface NamedState {
  readonly status: string;
  readonly statusName: Named;
}

export interface DeviationAnswer {
  readonly kind: DeviationKind;
  readonly kindName: Named;
  /** The deviating step. */
  readonly step: NamedStep;
  /** The event at fault; null for a step that was left out. */
  readonly at: EventReference | null;
  /** The event before which the step belongs, where it was left out or stands elsewhere. */
  readonly before: EventReference | null;
  /** How the case stood there; null before it was registered. */
  readonly state: NamedState | null;
  /** What the lifecycle allows there. */
  readonly allowed: readonly string[];
}

/** A case's history beside the lifecycle (RULES §1.4). */
export interface CaseConformanceAnswer extends CaseAnswer {
  /** Null: an imported case follows its own system's lifecycle, which nobody has told here. */
  readonly conforms: boolean | null;
  readonly note: Named | null;
  /** The steps that moved the case as the lifecycle has it. */
  readonly steps: readonly {
    readonly step: NamedStep;
    readonly at: EventReference;
    readonly from: NamedState | null;
    readonly to: NamedState;
  }[];
  readonly deviations: readonly DeviationAnswer[];
}

/** The conformance of many cases in sum. cases = conforming + deviating + withoutLifecycle. */
export interface ConformanceSumAnswer {
  readonly cases: number;
  readonly conforming: number;
  readonly deviating: number;
  /** Imported ones. */
  readonly withoutLifecycle: number;
  /** What deviates, the most frequent first. */
  readonly deviations: readonly {
    readonly kind: DeviationKind;
    readonly kindName: Named;
    readonly step: NamedStep;
    /** Cases in which it does, and how often it does in all of them. */
    readonly cases: number;
    readonly times: number;
    /** The first of them, ten at most. */
    readonly examples: readonly string[];
  }[];
  readonly positions: PositionVector;
  /** Events that wait at audit's door: what they tell is not in the sum. */
  readonly parked: number;
}
