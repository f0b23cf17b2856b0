import { Type } from 'class-transformer';
import { IsDefined, IsIn, IsInt, IsISO8601, IsOptional, IsString, Length, Matches, Max, Min, ValidateNested } from 'class-validator';
import { services, type ServiceName } from '../services.js';
import type { HistoryEntry, PositionVector } from './audit.dto.js';

const moment = { strict: true, strictSeparator: true } as const;

/** By which of its two times events are listed; `-`: the latest first. */
export const eventOrders = ['recorded', '-recorded', 'occurred', '-occurred'] as const;
export type EventOrder = (typeof eventOrders)[number];

/** What an auditor looks for among all events. Every field narrows; none is a personal one. */
export class EventFilters {
  /** Names of event types, such as `CaseReturned`, or a full type with its version; several separated by commas. */
  @IsOptional() @Matches(/^[A-Za-z0-9._-]{1,120}(?:,[A-Za-z0-9._-]{1,120}){0,19}$/) readonly type?: string;
  /** Who acted: an opaque person id, or `system:<name>`. */
  @IsOptional() @IsString() @Length(1, 128) readonly actor?: string;
  @IsOptional() @IsString() @Length(1, 64) readonly unit?: string;
  /** An administrative code: events of this area and of every area in it. */
  @IsOptional() @Matches(/^\d{2,17}$/) readonly area?: string;
  /** The service whose log it stands in. */
  @IsOptional() @IsIn(services) readonly source?: ServiceName;
  @IsOptional() @IsISO8601(moment) readonly occurredFrom?: string;
  /** Before this moment. */
  @IsOptional() @IsISO8601(moment) readonly occurredTo?: string;
  @IsOptional() @IsISO8601(moment) readonly recordedFrom?: string;
  /** Before this moment. */
  @IsOptional() @IsISO8601(moment) readonly recordedTo?: string;
  /** A guard that a policy let through flagged, such as `return.window`; `any`: whichever. */
  @IsOptional() @Matches(/^[A-Za-z][A-Za-z0-9.-]{0,63}$/) readonly breach?: string;
  /** Words in the clear fields; nothing sealed is searched. Three letters and more are found faster. A SHA-256 is sought whole, in hexadecimal. */
  @IsOptional() @IsString() @Length(2, 100) readonly text?: string;
  /** `-recorded` when absent. */
  @IsOptional() @IsIn(eventOrders) readonly order?: EventOrder;
}

export class SearchEventsQuery extends EventFilters {
  @IsOptional() @Matches(/^[A-Za-z0-9_-]{1,800}$/) readonly cursor?: string;
  @IsOptional() @Type(() => Number) @IsInt() @Min(1) @Max(200) readonly limit?: number;
}

export class SaveQueryBody {
  /** By which the unit's auditors find it again. */
  @IsString() @Length(1, 100) readonly name!: string;
  @IsDefined() @ValidateNested() @Type(() => EventFilters) readonly query!: EventFilters;
}

export class AuditPageQuery {
  @IsOptional() @Matches(/^[A-Za-z0-9_-]{1,800}$/) readonly cursor?: string;
  @IsOptional() @Type(() => Number) @IsInt() @Min(1) @Max(200) readonly limit?: number;
}

export interface FoundEvent extends HistoryEntry {
  readonly caseId: string | null;
  readonly area: string | null;
}

export interface FoundEvents {
  readonly items: readonly FoundEvent[];
  readonly nextCursor?: string;
  /** The positions up to which each log was searched: those of the first page, on every page. */
  readonly positions: PositionVector;
  /** Events that wait at audit's own door and could change this answer. */
  readonly parked: number;
}

export interface SavedQuery {
  readonly savedQueryId: string;
  readonly name: string;
  readonly query: EventFilters;
  readonly savedAt: string;
}

export interface SavedQueries {
  readonly items: readonly SavedQuery[];
  readonly nextCursor?: string;
}

/** A question that was asked, as the lead of the audit unit sees it. */
export interface AskedQuestion {
  readonly position: number;
  readonly askedAt: string;
  /** The event's name: `AuditQueryRun`, `AuditQuerySaved`, `AuditQueryDeleted`. */
  readonly event: string;
  /** Which question; null where a query was saved or deleted. */
  readonly query: string | null;
  /** Null once the unit's key is destroyed. */
  readonly asker: string | null;
  readonly question: Readonly<Record<string, unknown>> | null;
}

export interface AskedQuestions {
  readonly items: readonly AskedQuestion[];
  readonly nextCursor?: string;
}
