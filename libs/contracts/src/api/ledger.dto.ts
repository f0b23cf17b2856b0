import type { PositionVector } from './audit.dto.js';

/** A case's events, each with the proof that it stands in its log. */
export interface CaseProofAnswer {
  readonly caseId: string;
  readonly kind: 'native' | 'imported';
  readonly source: string;
  readonly originalCase: string | null;
  readonly positions: PositionVector;
  readonly parked: number;
  readonly entries: readonly ProvenEntry[];
  /** Entries that no checkpoint covers yet: ask again in a second. */
  readonly unpublished: number;
}

export interface ProvenEntry {
  readonly source: string;
  readonly position: number;
  readonly type: string;
  /** A file in the format `c2sp.org/tlog-proof@v1`, verified offline by `huying-verify`; null until a checkpoint covers it. */
  readonly receipt: string | null;
}
