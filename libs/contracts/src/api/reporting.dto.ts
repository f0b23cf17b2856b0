import { Type } from 'class-transformer';
import { IsDateString, IsIn, IsInt, IsOptional, Matches, Max, Min } from 'class-validator';
import { areaForm } from './directory.dto.js';
import { activityThemes } from './volunteering.dto.js';

const cursorForm = /^[A-Za-z0-9_-]{1,400}$/;
const dayForm = /^\d{4}-\d{2}-\d{2}$/;
const monthForm = /^\d{4}-(0[1-9]|1[0-2])$/;

/** Figures of `GET /v1/reports/rates`. */
export const rateNames = [
  'response',
  'response-by-occurrence',
  'on-time-original',
  'sign-off-on-time',
  'resolution',
  'resolution-partly',
  'satisfaction',
  'satisfaction-strict',
] as const;
export const reportedCaseTypes = ['REPAIR', 'ENVIRONMENT', 'MEDIATION', 'HOMECERT', 'CONSULT', 'COMPLAINT', 'EMERGENCY'] as const;
export const reportedStates = [
  'S00',
  'S01',
  'S10',
  'S20',
  'S21',
  'S30',
  'S31',
  'S32',
  'S40',
  'S50',
  'S60',
  'S61',
  'S90',
  'S91',
  'S92',
  'S93',
  'S94',
  'S95',
] as const;

export class ReportQuery {
  /** Everything below this administrative code. Left out: the area of one's own post. */
  @IsOptional() @Matches(areaForm) readonly area?: string;
}

export class DrillDownQuery extends ReportQuery {
  @IsOptional() @Matches(cursorForm) readonly cursor?: string;
  @IsOptional() @Type(() => Number) @IsInt() @Min(1) @Max(200) readonly limit?: number;
}

export class OpenWorkCasesQuery extends DrillDownQuery {
  @IsOptional() @IsIn(reportedStates) readonly state?: (typeof reportedStates)[number];
  @IsOptional() @IsIn(['green', 'yellow', 'red', 'none']) readonly colour?: 'green' | 'yellow' | 'red' | 'none';
}

export class MonthsQuery extends ReportQuery {
  /** First month, in Shanghai. */
  @IsOptional() @Matches(monthForm) readonly from?: string;
  /** Last month, it included. */
  @IsOptional() @Matches(monthForm) readonly to?: string;
}

export class RegisteredCasesQuery extends DrillDownQuery {
  /** Left out: registered. */
  @IsOptional() @IsIn(['registered', 'closed']) readonly what?: 'registered' | 'closed';
  @Matches(monthForm) readonly month!: string;
  @IsOptional() @IsIn(reportedCaseTypes) readonly kind?: (typeof reportedCaseTypes)[number];
}

export class ActivityEventsQuery extends DrillDownQuery {
  @Matches(monthForm) readonly month!: string;
  @IsIn(activityThemes) readonly theme!: (typeof activityThemes)[number];
}

export class RatesQuery extends ReportQuery {
  /** First day of the period, in Shanghai. */
  @Matches(dayForm) @IsDateString({ strict: true }) readonly from!: string;
  /** The day after its last one: periods are half-open (`from=2026-01-01&to=2026-07-01` is half a year). */
  @Matches(dayForm) @IsDateString({ strict: true }) readonly to!: string;
}

export class RateEventsQuery extends RatesQuery {
  @IsIn(rateNames) readonly rate!: (typeof rateNames)[number];
  @IsIn(['numerator', 'denominator']) readonly side!: 'numerator' | 'denominator';
  @IsOptional() @Matches(cursorForm) readonly cursor?: string;
  @IsOptional() @Type(() => Number) @IsInt() @Min(1) @Max(200) readonly limit?: number;
}
