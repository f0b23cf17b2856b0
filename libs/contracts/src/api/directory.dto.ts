import { Type } from 'class-transformer';
import {
  ArrayMaxSize,
  ArrayMinSize,
  IsArray,
  IsDateString,
  IsIn,
  IsInt,
  IsISO8601,
  IsOptional,
  IsString,
  IsUrl,
  Length,
  Matches,
  Max,
  Min,
  ValidateNested,
} from 'class-validator';

/** Forms of the directory's identifiers, the same as in its event schemas. */
export const identifierForm = /^[A-Za-z0-9._~-]{1,64}$/;
export const areaForm = /^\d{6,17}$/;
export const personForm = /^[A-Za-z0-9._~:|-]{1,128}$/;
const dayForm = /^\d{4}-\d{2}-\d{2}$/;

/** Roles that a post may give. `null` (楼栋长 and the like) gives no authority. */
export const postRoles = ['FQ', 'ACC', 'DIS', 'HAN', 'HLD', 'REV', 'CBK', 'SEC', 'ST', 'DEP', 'SUP', 'AUD', 'AUL', 'DPO'] as const;

/** Where a list goes on, and how much of it is wanted. */
export class PageQuery {
  /** `nextCursor` of the page before. */
  @IsOptional() @Matches(/^[A-Za-z0-9_-]{1,400}$/) readonly cursor?: string;
  @IsOptional() @Type(() => Number) @IsInt() @Min(1) @Max(200) readonly limit?: number;
}

export class BuildingBody {
  /** Unique in the deployment; cases name it as their place. */
  @Matches(identifierForm) readonly building!: string;
  @IsString() @Length(1, 60) readonly name!: string;
  /** Staircases. */
  @IsInt() @Min(0) @Max(99) readonly units!: number;
  @IsInt() @Min(0) @Max(5000) readonly households!: number;
}

export class GridCodeBody {
  @Matches(/^[0-9A-Za-z]{1,40}$/) readonly value!: string;
  /** Which standard or office gave the code. */
  @IsString() @Length(1, 200) readonly source!: string;
}

export class DefineGridBody {
  /** Unique in the deployment. Defining a grid again states the whole of it anew. */
  @Matches(identifierForm) readonly grid!: string;
  /** Administrative code of the community. */
  @Matches(areaForm) readonly area!: string;
  @IsString() @Length(1, 60) readonly name!: string;
  @IsOptional() @ValidateNested() @Type(() => GridCodeBody) readonly code?: GridCodeBody;
  @IsArray()
  @ArrayMinSize(1)
  @ArrayMaxSize(60)
  @ValidateNested({ each: true })
  @Type(() => BuildingBody)
  readonly buildings!: BuildingBody[];
}

export class AssignRoleBody {
  /** Opaque id of the person, as the identity provider names him. */
  @Matches(personForm) readonly person!: string;
  /** Left out: a post without authority (building leader, neighbour leader …). */
  @IsOptional() @IsIn(postRoles) readonly role?: (typeof postRoles)[number];
  @Matches(identifierForm) readonly unit!: string;
  @IsString() @Length(1, 60) readonly title!: string;
  /** Covers every area below it. */
  @Matches(areaForm) readonly area!: string;
  /** Now, or later; left out: now. */
  @IsOptional() @IsISO8601({ strict: true }) readonly from?: string;
  /** Owns contacts that reach nobody in person: while on `duty`, or by `default`. */
  @IsOptional() @IsIn(['duty', 'default']) readonly firstContact?: 'duty' | 'default';
  @IsOptional() @IsArray() @ArrayMaxSize(60) @Matches(identifierForm, { each: true }) readonly grids?: string[];
  @IsOptional() @IsArray() @ArrayMaxSize(60) @Matches(identifierForm, { each: true }) readonly buildings?: string[];
  /** Sealed under the person; shown to nobody without his consent. */
  @IsOptional() @IsString() @Length(1, 60) readonly name?: string;
  @IsOptional() @Matches(/^\+?[0-9-]{5,20}$/) readonly phone?: string;
}

export class EndRoleBody {
  /** Sealed under the person. */
  @IsString() @Length(1, 1000) readonly reason!: string;
}

export class PostsQuery extends PageQuery {
  /** Posts that count for this area: its own and those of the areas above it. */
  @IsOptional() @Matches(areaForm) readonly area?: string;
  @IsOptional() @IsIn(postRoles) readonly role?: (typeof postRoles)[number];
  @IsOptional() @Matches(personForm) readonly person?: string;
  @IsOptional() @Matches(identifierForm) readonly unit?: string;
  /** Held at this moment; left out: now. */
  @IsOptional() @IsISO8601({ strict: true }) readonly at?: string;
}

export class AreaQuery extends PageQuery {
  /** Only what concerns this area. */
  @IsOptional() @Matches(areaForm) readonly area?: string;
}

export class CalendarSourceBody {
  /** The notice that published it. */
  @IsUrl({ protocols: ['https', 'http'], require_protocol: true }) @Length(1, 500) readonly url!: string;
  @IsISO8601({ strict: true }) readonly publishedAt!: string;
}

export class AdoptCalendarBody {
  /** The calendar counts for this area and every one below it. */
  @Matches(areaForm) readonly area!: string;
  @Matches(identifierForm) readonly version!: string;
  /** Left out: now. */
  @IsOptional() @IsISO8601({ strict: true }) readonly effectiveFrom?: string;
  @ValidateNested() @Type(() => CalendarSourceBody) readonly source!: CalendarSourceBody;
  /** Years that it covers; whatever is counted over another one is provisional. */
  @IsArray()
  @ArrayMinSize(1)
  @ArrayMaxSize(12)
  @IsInt({ each: true })
  @Min(2000, { each: true })
  @Max(2100, { each: true })
  readonly years!: number[];
  /** Days off; Saturdays and Sundays need not be listed. */
  @IsArray()
  @ArrayMaxSize(366)
  @Matches(dayForm, { each: true })
  @IsDateString({ strict: true }, { each: true })
  readonly offDays!: string[];
  /** Saturdays and Sundays that are worked. */
  @IsArray()
  @ArrayMaxSize(120)
  @Matches(dayForm, { each: true })
  @IsDateString({ strict: true }, { each: true })
  readonly makeUpDays!: string[];
}
