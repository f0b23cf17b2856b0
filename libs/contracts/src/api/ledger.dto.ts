import { Type } from 'class-transformer';
import { IsIn, IsInt, IsOptional, Max, Min } from 'class-validator';
import { services, type ServiceName } from '../services.js';
import type { Named, PositionVector } from './audit.dto.js';
import type { TombstoneView } from './privacy.dto.js';

/** A case's events, each with the proof that it stands in its log. */
export interface CaseProofAnswer {
  readonly caseId: string;
  readonly kind: 'native' | 'imported';
  readonly source: string;
  readonly originalCase: string | null;
  readonly positions: PositionVector;
  readonly parked: number;
  /** Erasures that made personal parts of the case unreadable: what was said is gone, what was done is not. */
  readonly erased: readonly TombstoneView[];
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

/** What a resident can prove of his own case. */
export interface OwnReceiptsAnswer {
  readonly caseId: string;
  readonly receipts: readonly {
    readonly source: string;
    readonly position: number;
    readonly name: Named;
    readonly occurredAt: string;
    /** As in {@link ProvenEntry}. */
    readonly receipt: string | null;
  }[];
  readonly unpublished: number;
}

export class VerificationQuery {
  /** The service whose log is compared. */
  @IsIn(services) readonly source!: ServiceName;
  /** Compare from the position after this one; 0 when absent. */
  @IsOptional() @Type(() => Number) @IsInt() @Min(0) @Max(1e15) readonly after?: number;
  /** Positions to compare, 10,000 at most. */
  @IsOptional() @Type(() => Number) @IsInt() @Min(1) @Max(10_000) readonly limit?: number;
}

/** A stretch of a service's log beside audit's copy of it and the published tree. */
export interface VerificationAnswer {
  readonly source: string;
  readonly after: number;
  readonly upTo: number;
  /** Audit's copy goes this far: ask again with `after` = `upTo` while it lies beyond. */
  readonly completeUpTo: number;
  readonly publishedUpTo: number;
  /** Nothing here: log, copy and tree agree. */
  readonly findings: readonly {
    readonly position: number;
    readonly code: 'MISSING_IN_LOG' | 'MISSING_IN_COPY' | 'LOG_DIFFERS' | 'COPY_DIFFERS' | 'OUT_OF_PLACE';
  }[];
}
