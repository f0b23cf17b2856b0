import type { Instant } from '@huying/kernel';

/** Formats that imported histories come in. */
export type SourceFormat = 'xes' | 'xes-csv' | 'open311-json';

/** What a row says of its case as a whole, at the time of the export. Every member is an instant, a code or a short label. */
export interface AboutCase {
  readonly channel?: string;
  readonly department?: string;
  readonly service?: string;
  readonly serviceCode?: string;
  /** Who answers for the case, person and group, as the source names them. */
  readonly responsible?: string;
  readonly responsibleGroup?: string;
  readonly openedAt?: Instant;
  readonly closedAt?: Instant;
  readonly deadline?: Instant;
  readonly plannedEnd?: Instant;
  readonly status?: string;
}

/** How one imported case refers to another. */
export type LinkKind = 'follow-on-created' | 'follow-on-closed' | 'parent';

export interface SourceLink {
  readonly kind: LinkKind;
  /** The other case, by its id in the source system. */
  readonly case: string;
  /** The other case's id here; its stream is `foreign-<caseId>`, whether or not it was ever imported. */
  readonly caseId: string;
  readonly service?: string;
  readonly agency?: string;
}

/** One row of a foreign history as read from its file: a CSV line, an Open311 request or one of its notes. */
export interface SourceRow {
  /** The case's id in the source system. */
  readonly case: string;
  /** What makes the row the same row in another export: never its place in the file. */
  readonly identity: string;
  /** When it happened. */
  readonly at: Instant;
  /** The time as the source writes it, with whatever precision it has. */
  readonly timeText: string;
  /** Where it stands in the file: `line 17`, `/3/notes/0`. */
  readonly locator: string;
  readonly kind: 'activity' | 'request' | 'note';
  readonly activity: string;
  readonly transition?: string;
  readonly resource?: string;
  readonly group?: string;
  readonly about?: AboutCase;
  readonly links?: readonly SourceLink[];
  /** Free text, addresses and every column that this system does not know: sealed, always. */
  readonly personal?: Readonly<Record<string, string>>;
  /** The row's original text. */
  readonly source: string;
}
