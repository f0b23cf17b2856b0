import { Type } from 'class-transformer';
import { IsIn, IsInt, IsISO8601, IsOptional, IsString, Length, Matches, Max, Min } from 'class-validator';
import type { Named, PositionVector } from './audit.dto.js';

const moment = { strict: true, strictSeparator: true } as const;

/** By what a board's rows are told apart. */
export const boardGroups = ['status', 'unit', 'grid', 'service', 'area', 'system'] as const;
export type BoardGroup = (typeof boardGroups)[number];

/** 三色 by the clock that runs: up to 80 % of the time, up to the due date, past it; `none`: no clock runs. */
export const boardColours = ['green', 'yellow', 'red', 'none'] as const;
export type BoardColour = (typeof boardColours)[number];

export class BoardQuery {
  /** What had happened by this moment; now when absent. */
  @IsOptional() @IsISO8601(moment) readonly occurredBy?: string;
  /** What the logs knew at this moment; everything when absent. */
  @IsOptional() @IsISO8601(moment) readonly knownBy?: string;
  /** An administrative code: cases of this area and of every area in it. */
  @IsOptional() @Matches(/^\d{2,17}$/) readonly area?: string;
  /** `huying`, or the system that cases were imported from. */
  @IsOptional() @IsString() @Length(1, 200) readonly system?: string;
}

export class OpenWorkAsOfQuery extends BoardQuery {
  /** `status` when absent. */
  @IsOptional() @IsIn(boardGroups) readonly by?: BoardGroup;
}

export class OpenCasesAsOfQuery extends BoardQuery {
  @IsOptional() @IsString() @Length(1, 64) readonly status?: string;
  /** Of whose unit the holder is. */
  @IsOptional() @IsString() @Length(1, 200) readonly unit?: string;
  @IsOptional() @IsString() @Length(1, 64) readonly grid?: string;
  @IsOptional() @IsString() @Length(1, 200) readonly service?: string;
  @IsOptional() @IsIn(boardColours) readonly colour?: BoardColour;
  @IsOptional() @Matches(/^[A-Za-z0-9_-]{1,800}$/) readonly cursor?: string;
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

export type ColourCounts = Readonly<Record<BoardColour, number>>;

export interface OpenWorkAsOf extends AsOf {
  readonly by: BoardGroup;
  readonly open: number;
  readonly colours: ColourCounts;
  /** In the order of their keys, nobody's first: `key` is null where a case is of no unit, grid …. */
  readonly groups: readonly {
    readonly key: string | null;
    readonly name: Named | null;
    readonly open: number;
    readonly colours: ColourCounts;
  }[];
  /** Cases that had ended, by how. */
  readonly ended: readonly { readonly status: string; readonly statusName: Named; readonly cases: number }[];
}

export interface OpenCaseAsOf {
  readonly caseId: string;
  readonly system: string;
  readonly area: string | null;
  readonly status: string;
  readonly statusName: Named;
  readonly service: string | null;
  readonly grid: string | null;
  readonly holder: { readonly role: string | null; readonly unit: string | null; readonly person: string | null };
  readonly colour: BoardColour;
  readonly timer: string | null;
  readonly due: string | null;
}

export interface OpenCasesAsOf extends AsOf {
  readonly items: readonly OpenCaseAsOf[];
  readonly nextCursor?: string;
}
