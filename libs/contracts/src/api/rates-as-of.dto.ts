import { Type } from 'class-transformer';
import { IsIn, IsInt, IsISO8601, IsOptional, Matches, Max, Min } from 'class-validator';
import type { PositionVector } from './audit.dto.js';
import { rateNames, RatesQuery } from './reporting.dto.js';

const moment = { strict: true, strictSeparator: true } as const;

export class RatesAsOfQuery extends RatesQuery {
  /** What had happened by this moment; now when absent. */
  @IsOptional() @IsISO8601(moment) readonly occurredBy?: string;
  /** What the logs knew at this moment; everything when absent. */
  @IsOptional() @IsISO8601(moment) readonly knownBy?: string;
}

export class RateEventsAsOfQuery extends RatesAsOfQuery {
  @IsIn(rateNames) readonly rate!: (typeof rateNames)[number];
  @IsIn(['numerator', 'denominator']) readonly side!: 'numerator' | 'denominator';
  @IsOptional() @Matches(/^[A-Za-z0-9_-]{1,400}$/) readonly cursor?: string;
  @IsOptional() @Type(() => Number) @IsInt() @Min(1) @Max(200) readonly limit?: number;
}

interface AsOf {
  readonly occurredBy: string;
  /** Null: everything that the logs hold. */
  readonly knownBy: string | null;
  /** The positions up to which each log is told. */
  readonly positions: PositionVector;
  /** Events that wait at audit's own door and could change this answer. */
  readonly parked: number;
}

/** The rates of RULES §2 of a period, as they were to be computed at that point of both axes. */
export interface RatesAsOf extends AsOf {
  readonly from: string;
  readonly to: string;
  /** The policy whose tolerance of late records was applied, as it was known then; null where there was none, or more than one. */
  readonly policyVersion: string | null;
  readonly rates: readonly {
    readonly rate: (typeof rateNames)[number];
    readonly title: string;
    readonly numerator: number;
    readonly denominator: number;
    readonly percent: string;
  }[];
}

/** The cases behind a figure, each with the ids of the events that count. */
export interface RateEventsAsOf extends AsOf {
  readonly items: readonly { readonly case: string; readonly events: readonly string[]; readonly ordinal: number }[];
  readonly nextCursor?: string;
}
