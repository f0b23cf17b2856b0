import { IsBoolean, IsIn, IsOptional, IsString, Length, Matches } from 'class-validator';
import { areaForm, identifierForm, PageQuery, personForm } from './directory.dto.js';

export const casePriorities = ['critical', 'urgent', 'normal', 'complex'] as const;
/** SCENARIO §4. */
export const evidenceKinds = ['photo-before', 'photo-after', 'photo-site', 'cost-source', 'sign', 'visit-record'] as const;
/** `relay` hides the resident's number from the caller. */
export const contactWays = ['phone', 'relay', 'visit', 'message'] as const;
/** What an upload may be. */
export const evidenceMediaTypes = ['image/jpeg', 'image/png', 'image/webp', 'application/pdf'] as const;
/** States in dispatch's hands. */
export const orderStates = ['S10', 'S20', 'S21', 'S30', 'S40'] as const;
export const dueColours = ['green', 'yellow', 'red'] as const;
/** 10 MiB. */
export const evidenceBytesMax = 10 * 1024 * 1024;

export class DispatchBody {
  /** The accountable unit, or the volunteer team. */
  @Matches(identifierForm) readonly unit!: string;
  /** A handler of that unit, or a volunteer of that team. */
  @Matches(personForm) readonly person!: string;
  /** Line of the dispatch catalogue; left out: the menu item of the case. */
  @IsOptional() @Matches(identifierForm) readonly item?: string;
  /** Left out: as accepted. Deadlines follow it. */
  @IsOptional() @IsIn(casePriorities) readonly priority?: (typeof casePriorities)[number];
}

export class ReturnRequestBody {
  /** Why the order is not yours. Sealed. */
  @IsString() @Length(1, 2000) readonly reason!: string;
  /** 职责依据: which duty list, law or contract says so. Sealed. */
  @IsString() @Length(1, 2000) readonly basis!: string;
}

export class ReturnDecisionBody {
  /** Sealed. */
  @IsString() @Length(1, 2000) readonly reason!: string;
}

export class DesignationBody {
  @Matches(identifierForm) readonly unit!: string;
  @Matches(personForm) readonly person!: string;
  /** What was agreed and why. Sealed. */
  @IsString() @Length(1, 2000) readonly reason!: string;
}

export class OrderWithdrawalBody {
  /** Sealed. */
  @IsString() @Length(1, 2000) readonly reason!: string;
  /** Record of the call on which a callback officer was told; none where the resident withdraws himself. */
  @IsOptional() @Matches(identifierForm) readonly call?: string;
}

export class ContactBody {
  @IsIn(contactWays) readonly via!: (typeof contactWays)[number];
  /** False: nobody answered, which is recorded as a failed try. */
  @IsBoolean() readonly reached!: boolean;
  /** Whether the matter itself was spoken about; counts only where somebody was reached. Left out: true. */
  @IsOptional() @IsBoolean() readonly effective?: boolean;
  /** What was said. Sealed. */
  @IsOptional() @IsString() @Length(1, 2000) readonly note?: string;
}

export class EvidenceQuery {
  @IsIn(evidenceKinds) readonly kind!: (typeof evidenceKinds)[number];
}

export class CompletionBody {
  /** What was done and what came of it. Sealed. */
  @IsString() @Length(1, 4000) readonly result!: string;
}

export class CompletionRejectionBody {
  /** What is missing. Sealed. */
  @IsString() @Length(1, 2000) readonly reason!: string;
}

export class CompletionAcceptanceBody {
  /** What the review found. Sealed. */
  @IsString() @Length(1, 2000) readonly finding!: string;
}

export class OrdersQuery extends PageQuery {
  @IsOptional() @IsIn(orderStates) readonly state?: (typeof orderStates)[number];
  @IsOptional() @IsIn(dueColours) readonly colour?: (typeof dueColours)[number];
  @IsOptional() @Matches(areaForm) readonly area?: string;
  @IsOptional() @Matches(identifierForm) readonly unit?: string;
  @IsOptional() @Matches(personForm) readonly person?: string;
}

export class ReadEvidenceQuery {
  /** Why it has to be read. Auditors must say; of whoever works on the order it is known. Recorded with the reading, sealed. */
  @IsOptional() @IsString() @Length(2, 500) readonly reason?: string;
}

export class OrderRevealBody {
  /** Why it has to be read. Recorded with the reading, sealed. */
  @IsString() @Length(2, 500) readonly reason!: string;
}
