import type { Named, Standing } from '@huying/contracts';
import type { Delivery } from '@huying/event-bus';
import type { Instant } from '@huying/kernel';

/** A case folded so far. A value: applying an event gives another one. */
export interface FoldedCase {
  apply(event: Delivery): FoldedCase;
  /** How the case stands at a moment, by the events applied; undefined before the first of them. */
  standing(at: Instant): Standing | undefined;
  /** What the index of cases says of it. */
  summary(): CaseSummary | undefined;
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
