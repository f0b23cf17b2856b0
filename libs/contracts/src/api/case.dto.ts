import { Type } from 'class-transformer';
import {
  ArrayMaxSize,
  ArrayMinSize,
  ArrayUnique,
  IsArray,
  IsBoolean,
  IsIn,
  IsInt,
  IsOptional,
  IsString,
  Length,
  Matches,
  Max,
  MaxLength,
  Min,
  ValidateNested,
} from 'class-validator';

const code = /^[A-Za-z0-9._~-]{1,64}$/;
const areaCode = /^\d{6,17}$/;
const personId = /^[A-Za-z0-9._~:|-]{1,128}$/;
const caseTypes = ['REPAIR', 'ENVIRONMENT', 'MEDIATION', 'HOMECERT', 'CONSULT', 'COMPLAINT', 'EMERGENCY'] as const;
const grades = ['非常满意', '满意', '基本满意', '不满意', '非常不满意'] as const;

/** An item that residents order from. */
export class MenuItemBody {
  @Matches(code) readonly code!: string;
  @IsString() @Length(1, 40) readonly zh!: string;
  @IsString() @Length(1, 80) readonly en!: string;
  /** The type of case that it becomes (RULES §1.5). */
  @IsIn(caseTypes) readonly type!: (typeof caseTypes)[number];
}

export class AdoptMenuBody {
  /** Administrative code; the menu holds there and in every area below that has none of its own. */
  @Matches(areaCode) readonly area!: string;
  @Matches(code) readonly version!: string;
  @IsArray()
  @ArrayMinSize(1)
  @ArrayMaxSize(100)
  @ValidateNested({ each: true })
  @Type(() => MenuItemBody)
  readonly items!: MenuItemBody[];
}

export class MenuQuery {
  /** Left out: the area of the caller's post. */
  @IsOptional() @Matches(areaCode) readonly area?: string;
}

/** Name and number, sealed before anything is stored. */
export class ResidentBody {
  @IsString() @Length(1, 60) readonly name!: string;
  /** 5 to 20 digits, with + or - where they belong. */
  @Matches(/^\+?[\d-]{5,20}$/) readonly phone!: string;
}

export class PlaceBody {
  @IsOptional() @Matches(code) readonly grid?: string;
  @IsOptional() @Matches(code) readonly building?: string;
  /** Staircase (单元). */
  @IsOptional() @Matches(code) readonly entrance?: string;
  /** Door number or description; sealed. */
  @IsOptional() @IsString() @Length(1, 200) readonly spot?: string;
}

export class RegisterCaseBody {
  /** Left out: the area of the caller's post. */
  @IsOptional() @Matches(areaCode) readonly area?: string;
  /** A code of the adopted service menu. */
  @Matches(code) readonly service!: string;
  /** What is wrong, in the resident's own words; sealed. 1 to 2000 characters, for an event holds at most 16 KiB. */
  @IsString() @Length(1, 2000) readonly description!: string;
  @IsOptional() @ValidateNested() @Type(() => PlaceBody) readonly place?: PlaceBody;
  /** Whether and how the resident may be reached. `phone` asks for `resident`. */
  @IsIn(['phone', 'anonymous', 'declined', 'staff-found']) readonly contact!: 'phone' | 'anonymous' | 'declined' | 'staff-found';
  @IsOptional() @ValidateNested() @Type(() => ResidentBody) readonly resident?: ResidentBody;
  /** How it came in, told by staff; what a resident sends himself is `online`. */
  @IsOptional() @IsIn(['phone', 'counter', 'patrol']) readonly channel?: 'phone' | 'counter' | 'patrol';
  /** The unit complained of, which then must not handle the case. */
  @IsOptional() @Matches(code) readonly subjectUnit?: string;
}

export class AcceptCaseBody {
  @IsIn(['critical', 'urgent', 'normal', 'complex']) readonly priority!: 'critical' | 'urgent' | 'normal' | 'complex';
  @Matches(code) readonly grid!: string;
  @Matches(code) readonly building!: string;
  @IsOptional() @Matches(code) readonly entrance?: string;
  /** Where another item of the menu fits better than the one that was ordered. */
  @IsOptional() @Matches(code) readonly service?: string;
}

export class DirectAnswerBody {
  @IsString() @Length(1, 2000) readonly answer!: string;
  /** Where the answer stands: a guide, a rule. */
  @IsString() @Length(1, 200) readonly source!: string;
}

export class CallbackAttemptBody {
  @IsBoolean() readonly answered!: boolean;
  @IsInt() @Min(0) @Max(86_400) readonly durationSeconds!: number;
  /** The number that was called, where it was not dialled through the system; compared with the registered one, never stored. */
  @IsOptional() @Matches(/^\+?[\d-]{5,20}$/) readonly number?: string;
}

export class CallbackBody {
  @IsIn(['resolved', 'partly', 'unresolved']) readonly answer!: 'resolved' | 'partly' | 'unresolved';
  /** Did anyone contact you? (RULES §2, the callback-based response rate.) */
  @IsBoolean() readonly contacted!: boolean;
  @IsOptional() @IsIn(grades) readonly grade?: (typeof grades)[number];
  /** Sealed. */
  @IsOptional() @IsString() @Length(1, 1000) readonly remark?: string;
}

export class RatingBody {
  @IsIn(grades) readonly grade!: (typeof grades)[number];
  /** Sealed. */
  @IsOptional() @IsString() @Length(1, 1000) readonly remark?: string;
}

export class WithdrawalBody {
  /** Sealed. */
  @IsString() @Length(1, 500) readonly reason!: string;
  /** Record of the call on which a callback officer was told; none where the resident withdraws himself. */
  @IsOptional() @Matches(code) readonly call?: string;
}

export class FirstContactHandoverBody {
  @Matches(personId) readonly person!: string;
  @Matches(code) readonly unit!: string;
  @IsOptional() @Matches(code) readonly post?: string;
}

export class ReplyBody {
  @IsIn(['phone', 'relay', 'visit', 'message']) readonly via!: 'phone' | 'relay' | 'visit' | 'message';
}

export class RevealBody {
  @IsArray()
  @ArrayMinSize(1)
  @ArrayMaxSize(4)
  @ArrayUnique()
  @IsIn(['name', 'phone', 'words', 'spot'], { each: true })
  readonly fields!: ('name' | 'phone' | 'words' | 'spot')[];
  /** Why; sealed, and shown to auditors. */
  @IsString() @Length(2, 500) readonly reason!: string;
}

export class CasesQuery {
  /** `mine`: what I sent in, own as first contact, or handle. `open`: not closed, where my post is. `all`: closed ones too. */
  @IsIn(['mine', 'open', 'all']) readonly scope: 'mine' | 'open' | 'all' = 'open';
  @IsOptional() @Matches(/^S\d{2}$/) readonly state?: string;
  @Type(() => Number) @IsInt() @Min(1) @Max(100) readonly limit: number = 50;
  @IsOptional() @IsString() @MaxLength(500) readonly cursor?: string;
}
