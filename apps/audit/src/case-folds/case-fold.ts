import type { Named, Standing } from '@huying/contracts';
import type { Delivery } from '@huying/event-bus';
import type { Instant } from '@huying/kernel';

/** A case folded so far. A value: applying an event gives another one. */
export interface FoldedCase {
  apply(event: Delivery): FoldedCase;
  /** How the case stands at a moment, by the events applied; undefined before the first of them. */
  standing(at: Instant): Standing | undefined;
  /** What boards say of it at a moment; undefined before the first of its events. */
  board(at: Instant): BoardCell | undefined;
  /** Moments at which it changes without an event of its own, as one of its events has told beforehand. */
  turns(): readonly Instant[];
  /** What the index of cases says of it. */
  summary(): CaseSummary | undefined;
}

/** Where a case stands on a board; nothing personal but opaque ids. */
export interface BoardCell {
  /** `huying`, or the system that it was imported from. */
  readonly system: string;
  readonly status: string;
  readonly open: boolean;
  readonly service: string | null;
  readonly grid: string | null;
  /** Who holds it: a desk by its role, or somebody of a unit. */
  readonly role: string | null;
  readonly unit: string | null;
  readonly person: string | null;
  /** The clock that colours it, where one runs. */
  readonly timer: string | null;
  readonly start: Instant | null;
  readonly due: Instant | null;
}

/** What cases are found by; nothing personal. */
export interface CaseSummary {
  readonly system: string;
  readonly originalCase: string | null;
  readonly service: string | null;
  readonly type: string | null;
  readonly responsible: { readonly person: string | null; readonly unit: string | null };
  readonly openedAt: Instant;
  readonly closedAt: Instant | null;
  /** Words that a search may hit. */
  readonly words: readonly string[];
}

/** How the cases of one kind of stream are folded. Further kinds join by a further fold. */
export interface CaseFold {
  readonly kind: 'native' | 'imported';
  /** Categories of the streams that the fold reads. */
  readonly categories: ReadonlySet<string>;
  readonly empty: FoldedCase;
  /** What people call the step; undefined where the event type's own name serves. */
  title(event: Delivery): Named | undefined;
  /** Who did it as the source names him; undefined where the event's actor did. */
  doer(event: Delivery): { readonly person: string | null; readonly unit: string | null } | undefined;
}

export const categoryOf = (stream: string): string => stream.slice(0, stream.indexOf('-'));
