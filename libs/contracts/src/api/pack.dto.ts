import { IsISO8601, IsOptional, IsString, Length, Matches } from 'class-validator';
import { HistorySelectionQuery } from './history-export.dto.js';

const moment = { strict: true, strictSeparator: true } as const;

/**
 * Cases by their ids, or by words: those of an export (`source`, `kind`, `area`, `service`, `from`, `to`), which the index of cases
 * answers, and how a case stood at the moments asked for (`status`, `responsible`, `text`). One of the two, not both.
 */
export class AuditPackQuery extends HistorySelectionQuery {
  /** The cases, 1 to 100, by comma: ids, or the numbers that imported cases have at their source. */
  @IsOptional() @Matches(/^[^,]{1,200}(?:,[^,]{1,200}){0,99}$/) readonly cases?: string;
  /** A state code (`S30`); for imported cases `open` or `closed`. */
  @IsOptional() @IsString() @Length(1, 64) readonly status?: string;
  /** The person or the unit that held the case. */
  @IsOptional() @IsString() @Length(1, 200) readonly responsible?: string;
  /** Words among the clear, non-personal text: numbers, services, activities, units. */
  @IsOptional() @IsString() @Length(1, 100) readonly text?: string;
  /** What had happened by this moment; everything when absent. */
  @IsOptional() @IsISO8601(moment) readonly occurredBy?: string;
}
