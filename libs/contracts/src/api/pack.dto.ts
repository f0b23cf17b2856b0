import { IsISO8601, IsOptional, Matches } from 'class-validator';

const moment = { strict: true, strictSeparator: true } as const;

export class AuditPackQuery {
  /** The cases, 1 to 100, by comma: ids, or the numbers that imported cases have at their source. */
  @Matches(/^[^,]{1,200}(?:,[^,]{1,200}){0,99}$/) readonly cases!: string;
  /** What had happened by this moment; everything when absent. */
  @IsOptional() @IsISO8601(moment) readonly occurredBy?: string;
  /** What the log knew at this moment; everything when absent. */
  @IsOptional() @IsISO8601(moment) readonly knownBy?: string;
}
