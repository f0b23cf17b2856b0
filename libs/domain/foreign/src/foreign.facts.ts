import type { Fact } from '@huying/kernel';
import type { AboutCase, SourceFormat, SourceLink, SourceRow } from './source-row.js';

/** Where a fact was taken from, so that anyone who holds the file can find its row again. */
export interface Provenance {
  readonly format: SourceFormat;
  /** SHA-256 of the whole file, hex. */
  readonly file: string;
  readonly locator: string;
  readonly timeText: string;
  /** Length of the row's original text in UTF-8 bytes. */
  readonly bytes: number;
  /** Whether the sealed part `source` holds the text itself or, where the event would grow too large, its SHA-256. */
  readonly kept: 'text' | 'digest';
}

/** One row of an imported history: the clear half. Everything personal is in the sealed parts `source` and `personal`. */
export interface ForeignActivity {
  readonly system: string;
  readonly case: string;
  readonly row: string;
  /** Hash of the row's content under the case's own key: tells a changed row, and dies with the key. */
  readonly digest: string;
  readonly kind: SourceRow['kind'];
  readonly activity: string;
  readonly transition?: string;
  readonly resource?: string;
  readonly group?: string;
  readonly about?: AboutCase;
  readonly links?: readonly SourceLink[];
  readonly provenance: Provenance;
}

export type ForeignActivityRecorded = Fact<'ForeignActivityRecorded', ForeignActivity>;
/** The source now tells the row otherwise. The earlier telling stays in the log; `corrects` names it. */
export type ForeignActivityCorrected = Fact<'ForeignActivityCorrected', ForeignActivity & { readonly corrects: { readonly digest: string } }>;

export type ForeignFact = ForeignActivityRecorded | ForeignActivityCorrected;
