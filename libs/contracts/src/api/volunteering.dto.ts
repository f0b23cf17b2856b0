import { Type } from 'class-transformer';
import {
  ArrayMaxSize,
  ArrayMinSize,
  IsArray,
  IsBoolean,
  IsIn,
  IsInt,
  IsISO8601,
  IsOptional,
  IsString,
  Length,
  Matches,
  Max,
  Min,
  ValidateNested,
} from 'class-validator';
import { areaForm, personForm } from './directory.dto.js';

const uuidForm = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;
/** With an offset: a time without one is nobody's. */
const momentForm = /(Z|[+-]\d{2}:\d{2})$/;
const cursorForm = /^[A-Za-z0-9_-]{1,400}$/;

/** 环保 · 政策宣讲 · 扶贫帮困 · 助老 · 平安巡逻 · 其他 */
export const activityThemes = ['environment', 'policy-talk', 'hardship-relief', 'elder-care', 'public-order', 'other'] as const;
export const activityStatuses = ['drafted', 'published', 'cancelled', 'closed'] as const;

export class RegisterVolunteerBody {
  /** Opaque id of the person, as the identity provider names him. Left out: oneself. */
  @IsOptional() @Matches(personForm) readonly person?: string;
  @Matches(areaForm) readonly area!: string;
  /** Sealed under the person. */
  @IsString() @Length(1, 60) readonly name!: string;
  /** Sealed under the person. */
  @Matches(/^\+?[0-9-]{5,20}$/) readonly phone!: string;
  /** A retired party member (老党员). */
  @IsOptional() @IsBoolean() readonly retiredMember?: boolean;
}

export class VolunteersQuery {
  @IsOptional() @Matches(areaForm) readonly area?: string;
  @IsOptional() @Matches(uuidForm) readonly team?: string;
  @IsOptional() @Matches(cursorForm) readonly cursor?: string;
  @IsOptional() @Type(() => Number) @IsInt() @Min(1) @Max(200) readonly limit?: number;
}

export class CursorQuery {
  @IsOptional() @Matches(cursorForm) readonly cursor?: string;
  @IsOptional() @Type(() => Number) @IsInt() @Min(1) @Max(200) readonly limit?: number;
}

export class RegisterTeamBody {
  /** Public, so no names or numbers of persons. */
  @IsString() @Length(1, 60) readonly name!: string;
  @Matches(areaForm) readonly area!: string;
  /** Volunteer id of the leader, who organises in the team's name. */
  @Matches(uuidForm) readonly leader!: string;
}

export class TeamsQuery extends CursorQuery {
  @IsOptional() @Matches(areaForm) readonly area?: string;
}

export class VolunteerBody {
  /** Volunteer id. Left out: oneself. */
  @IsOptional() @Matches(uuidForm) readonly volunteer?: string;
}

export class DraftActivityBody {
  @Matches(uuidForm) readonly team!: string;
  @IsIn(activityThemes) readonly theme!: (typeof activityThemes)[number];
  /** Public, so no names or numbers of persons. */
  @IsString() @Length(1, 60) readonly title!: string;
}

export class PublishActivityBody {
  /** Later than now: an activity is published before it starts. */
  @IsISO8601({ strict: true }) @Matches(momentForm) readonly from!: string;
  @IsISO8601({ strict: true }) @Matches(momentForm) readonly to!: string;
  /** Precisely where. Public. */
  @IsString() @Length(1, 60) readonly place!: string;
  /** How many volunteers; whoever comes later waits for a place. */
  @IsInt() @Min(1) @Max(500) readonly capacity!: number;
  /** What may go wrong, said before anybody signs up. Public. */
  @IsString() @Length(1, 500) readonly risks!: string;
  /** What will be done, what to bring. Public. */
  @IsString() @Length(1, 500) readonly information!: string;
}

export class CancelActivityBody {
  /** Sealed. */
  @IsString() @Length(1, 1000) readonly reason!: string;
}

export class AttendanceBody extends VolunteerBody {
  /** Distance from the place, as the device measured it. */
  @IsOptional() @IsInt() @Min(0) @Max(100_000) readonly metres?: number;
}

export class HoursBody extends VolunteerBody {
  /** Which of his visits to the activity, from 1. Left out: the first. */
  @IsOptional() @IsInt() @Min(1) @Max(100) readonly visit?: number;
  /** Left out: all of the visit (proposing), or as proposed (confirming). */
  @IsOptional() @IsInt() @Min(0) @Max(1440) readonly minutes?: number;
}

export class BeneficiaryBody {
  /** What the organiser knows the person by: a resident id, a telephone number. Never stored: only a keyed hash of it is. */
  @IsString() @Length(1, 128) readonly reference!: string;
}

export class BeneficiariesBody {
  /** One entry per attendance; the same reference twice is one person who came twice. */
  @IsArray()
  @ArrayMinSize(1)
  @ArrayMaxSize(100)
  @ValidateNested({ each: true })
  @Type(() => BeneficiaryBody)
  readonly people!: BeneficiaryBody[];
}

export class ActivitiesQuery extends CursorQuery {
  @IsOptional() @Matches(areaForm) readonly area?: string;
  @IsOptional() @IsIn(activityStatuses) readonly status?: (typeof activityStatuses)[number];
  @IsOptional() @IsIn(activityThemes) readonly theme?: (typeof activityThemes)[number];
}
