import { Type } from 'class-transformer';
import { IsIn, IsInt, IsOptional, IsString, IsUUID, Matches, Max, MaxLength, Min } from 'class-validator';

/** Opaque person ids, as the events have them. */
const personForm = /^[A-Za-z0-9._~:|-]{1,128}$/;
const referenceForm = /^[A-Za-z0-9][A-Za-z0-9._-]{0,39}$/;

/** Whose data: the person whom a case is about, or a person by his opaque id. Exactly one of the two. */
class SubjectBody {
  /** A case of the person; of an anonymous one, the case's own data. */
  @IsOptional() @IsUUID() readonly caseId?: string;
  /** Opaque id: of a resident with an account, a volunteer, an officer. */
  @IsOptional() @Matches(personForm) readonly person?: string;
}

export class PlaceHoldBody extends SubjectBody {
  @IsIn(['inquiry', 'litigation', 'appeal', 'supervision']) readonly ground!: 'inquiry' | 'litigation' | 'appeal' | 'supervision';
  /** Number of the document that orders it; nothing personal. */
  @IsOptional() @Matches(referenceForm) readonly reference?: string;
}

export class ReleaseHoldBody {
  /** Number of the document that lifts it. */
  @IsOptional() @Matches(referenceForm) readonly reference?: string;
}

export class RequestErasureBody extends SubjectBody {
  /** `resident-request`: he asked. `emergency-over`: collected for an emergency only. `unlawful-collection`: should never have been. */
  @IsIn(['resident-request', 'emergency-over', 'unlawful-collection'])
  readonly basis!: 'resident-request' | 'emergency-over' | 'unlawful-collection';
}

export class RejectErasureBody {
  /** It is not certain who asks; a law has the data kept; asked for in error. */
  @IsIn(['IDENTITY_UNCLEAR', 'RETENTION_REQUIRED', 'MISTAKEN']) readonly reason!: 'IDENTITY_UNCLEAR' | 'RETENTION_REQUIRED' | 'MISTAKEN';
}

class PageQuery {
  @Type(() => Number) @IsInt() @Min(1) @Max(100) readonly limit: number = 50;
  @IsOptional() @IsString() @MaxLength(500) readonly cursor?: string;
}

export class ErasuresQuery extends PageQuery {
  /** `overdue`: approved more than an hour ago, and some service has not recorded yet that its keys are gone. */
  @IsOptional()
  @IsIn(['requested', 'refused', 'approved', 'overdue'])
  readonly status?: 'requested' | 'refused' | 'approved' | 'overdue';
}

export class HoldsQuery extends PageQuery {
  /** `all`: released ones too. */
  @IsIn(['in-force', 'all']) readonly scope: 'in-force' | 'all' = 'in-force';
}

/** What is left of data that were erased: nothing of the person, but when, on what basis and by which erasure. */
export interface TombstoneView {
  readonly at: string;
  readonly erasure: string;
  readonly basis: string;
}

/** A receipt of each event of an erasure: asked, approved, and each service's record that its keys are gone. */
export interface ErasureProofAnswer {
  readonly erasure: string;
  readonly entries: readonly {
    readonly source: string;
    readonly position: number;
    readonly type: string;
    readonly receipt: string | null;
  }[];
  /** Entries that no checkpoint covers yet: ask again in a second. */
  readonly unpublished: number;
}
