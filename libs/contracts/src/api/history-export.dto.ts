import { IsIn, IsISO8601, IsOptional, IsString, Length, Matches } from 'class-validator';

const moment = { strict: true, strictSeparator: true } as const;

/** Which cases a question over many histories is about; all that the auditor may see when empty. */
export class HistorySelectionQuery {
  /** The system that a case comes from: `huying`, or the name that an import gave. */
  @IsOptional() @IsString() @Length(1, 200) readonly source?: string;
  /** Cases of this system, or those imported from others. */
  @IsOptional() @IsIn(['native', 'imported']) readonly kind?: 'native' | 'imported';
  /** Cases of this area and all below it; imported ones, which have no area, are then left out. */
  @IsOptional() @Matches(/^[0-9]{6,17}$/) readonly area?: string;
  @IsOptional() @IsString() @Length(1, 200) readonly service?: string;
  /** Opened at or after this moment. */
  @IsOptional() @IsISO8601(moment) readonly from?: string;
  /** Opened before this moment. */
  @IsOptional() @IsISO8601(moment) readonly to?: string;
  /** What the logs knew at this moment; everything when absent. */
  @IsOptional() @IsISO8601(moment) readonly knownBy?: string;
}

export class ExportQuery extends HistorySelectionQuery {
  /** What activities of our own cases are called: `zh` 签收, `en` CaseSigned, which is also the default. Imported ones keep their names. */
  @IsOptional() @IsIn(['zh', 'en']) readonly lang?: 'zh' | 'en';
  /** Pack the file. */
  @IsOptional() @IsIn(['gzip']) readonly compress?: 'gzip';
}
