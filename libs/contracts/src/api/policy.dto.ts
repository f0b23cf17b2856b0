import { Type } from 'class-transformer';
import {
  ArrayMaxSize,
  ArrayMinSize,
  IsArray,
  IsBoolean,
  IsInt,
  IsISO8601,
  IsOptional,
  IsString,
  Matches,
  Max,
  Min,
  ValidateNested,
} from 'class-validator';
import { areaForm, identifierForm } from './directory.dto.js';
import { IsTable } from './is-table.js';
import { IsSpan } from './is-span.js';

const limitForm = /^[1-9]\d{0,3}(wd|wh|h|min|d)$/;
const timeForm = /^([01]\d|2[0-4]):[0-5]\d$/;
const priorities = ['critical', 'urgent', 'normal', 'complex'];

const isLimit = (value: unknown): boolean => value === null || (typeof value === 'string' && limitForm.test(value));
const isLimits = (value: unknown): boolean =>
  value === 'manual' ||
  (typeof value === 'object' &&
    value !== null &&
    Object.keys(value).length === priorities.length &&
    Object.entries(value).every(([priority, limit]) => priorities.includes(priority) && isLimit(limit)));
const isRoles = (value: unknown): boolean =>
  Array.isArray(value) && value.length <= 16 && value.every((role) => typeof role === 'string' && /^[A-Z]{2,3}$/.test(role));

export class ActivityWindowBody {
  @IsInt() @Min(0) @Max(1440) readonly minutes!: number;
  @IsInt() @Min(0) @Max(100_000) readonly metres!: number;
}

export class PolicyGuardsBody {
  /** Guards that always refuse; for the reader, the product knows its own. */
  @IsArray() @ArrayMaxSize(20) @IsString({ each: true }) @Matches(/^[A-Za-z0-9.-]{1,40}$/, { each: true }) readonly hard!: string[];
  /** Policy guards that let an event in with `breaches`; every other refuses. */
  @IsArray() @ArrayMaxSize(40) @IsString({ each: true }) @Matches(/^[A-Za-z0-9.-]{1,40}$/, { each: true }) readonly flag!: string[];
}

export class DeadlinePolicyBody {
  @Matches(identifierForm) readonly version!: string;
  /** `[["08:30", "12:00"], ["14:00", "17:30"]]`; order and overlap are checked at adoption. */
  @IsArray() @ArrayMinSize(1) @ArrayMaxSize(6) @IsSpan() readonly businessHours!: [string, string][];
  @Matches(timeForm) readonly dayEnds!: string;
  @IsTable({
    keys: /^TM(0[1-9]|1[0-6])$/,
    entriesMax: 16,
    value: isLimits,
    values: '`manual`, or a limit (5wd, 4wh, 24h, 30min, 30d) or null for each priority',
  })
  readonly timers!: Record<string, Record<string, string | null> | 'manual'>;
  @Matches(limitForm) readonly recordTolerance!: string;
  @IsBoolean() readonly suspensionPausesClock!: boolean;
  @IsInt() @Min(0) @Max(1000) readonly handoverWorkHours!: number;
  @IsInt() @Min(0) @Max(1000) readonly whistleAnswerHours!: number;
  @IsInt() @Min(0) @Max(365) readonly backfillWorkingDays!: number;
  @ValidateNested() @Type(() => ActivityWindowBody) readonly activityWindow!: ActivityWindowBody;
  @IsInt() @Min(0) @Max(365) readonly repeatDays!: number;
  @IsInt() @Min(0) @Max(365) readonly boardUpdateWorkingDays!: number;
  /** Who may decide what the life cycle leaves open, by event. */
  @IsTable({ keys: /^[A-Z][A-Za-z]{2,40}$/, entriesMax: 40, value: isRoles, values: 'a list of roles' })
  readonly roles!: Record<string, string[]>;
  @ValidateNested() @Type(() => PolicyGuardsBody) readonly guards!: PolicyGuardsBody;
}

export class AdoptPolicyBody {
  /** The policy counts for this area and every one below it. */
  @Matches(areaForm) readonly area!: string;
  /** Left out: now. */
  @IsOptional() @IsISO8601({ strict: true }) readonly effectiveFrom?: string;
  @ValidateNested() @Type(() => DeadlinePolicyBody) readonly policy!: DeadlinePolicyBody;
}
