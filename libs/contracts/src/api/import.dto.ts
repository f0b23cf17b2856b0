import { Type } from 'class-transformer';
import { ArrayMaxSize, ArrayMinSize, IsIn, IsOptional, IsString, Length, Matches, ValidateNested } from 'class-validator';
import { IsMoment } from './is-moment.js';
import { IsTable } from './is-table.js';

export const sourceFormats = ['xes', 'xes-csv', 'open311-json'] as const;
export const importRowsMax = 500;
/** A body of rows is larger than a form: 4 MiB. */
export const importBytesMax = 4 * 1024 * 1024;
/** The original text of one row, in UTF-16 units. Longer ones go to the importer's rejects file. */
export const importRowLengthMax = 256 * 1024;

/** What a row says of its case as a whole, at the time of the export. */
export class ImportAboutBody {
  @IsOptional() @IsString() @Length(1, 200) readonly channel?: string;
  @IsOptional() @IsString() @Length(1, 200) readonly department?: string;
  @IsOptional() @IsString() @Length(1, 200) readonly service?: string;
  @IsOptional() @IsString() @Length(1, 200) readonly serviceCode?: string;
  /** Who answers for the case. Kept in the clear only where it is a plain identifier (`Resource21`). */
  @IsOptional() @IsString() @Length(1, 200) readonly responsible?: string;
  @IsOptional() @IsString() @Length(1, 200) readonly responsibleGroup?: string;
  @IsOptional() @IsMoment() readonly openedAt?: string;
  @IsOptional() @IsMoment() readonly closedAt?: string;
  @IsOptional() @IsMoment() readonly deadline?: string;
  @IsOptional() @IsMoment() readonly plannedEnd?: string;
  @IsOptional() @IsString() @Length(1, 200) readonly status?: string;
}

/** Another case that a row refers to, by its id in the source system. */
export class ImportLinkBody {
  @IsIn(['follow-on-created', 'follow-on-closed', 'parent']) readonly kind!: 'follow-on-created' | 'follow-on-closed' | 'parent';
  @IsString() @Length(1, 200) readonly case!: string;
  @IsOptional() @IsString() @Length(1, 200) readonly service?: string;
  @IsOptional() @IsString() @Length(1, 200) readonly agency?: string;
}

/** One row of a foreign history: a CSV line, an Open311 request or one of its notes. Becomes one event. */
export class ImportRowBody {
  /** The case's id in the source system. */
  @IsString() @Length(1, 200) readonly case!: string;
  /** What makes it the same row in another export; never its place in the file. */
  @IsString() @Length(1, 260) readonly identity!: string;
  /** When it happened: milliseconds and offset. */
  @IsMoment() readonly at!: string;
  /** The time as the source writes it. */
  @IsString() @Length(1, 64) readonly timeText!: string;
  /** Where the row stands in the file: `line 17`, `/3/notes/0`. */
  @IsString() @Length(1, 100) readonly locator!: string;
  @IsIn(['activity', 'request', 'note']) readonly kind!: 'activity' | 'request' | 'note';
  @IsString() @Length(1, 4000) readonly activity!: string;
  @IsOptional() @IsString() @Length(1, 200) readonly transition?: string;
  @IsOptional() @IsString() @Length(1, 200) readonly resource?: string;
  @IsOptional() @IsString() @Length(1, 200) readonly group?: string;
  @IsOptional() @ValidateNested() @Type(() => ImportAboutBody) readonly about?: ImportAboutBody;
  @IsOptional() @ArrayMaxSize(20) @ValidateNested({ each: true }) @Type(() => ImportLinkBody) readonly links?: readonly ImportLinkBody[];
  /** Free text, addresses and every column not named above. Sealed. */
  @IsOptional()
  @IsTable({
    keys: /^\P{Cs}{1,200}$/u,
    entriesMax: 300,
    value: (value) => typeof value === 'string' && value.length <= importRowLengthMax,
    values: 'text',
  })
  readonly personal?: Readonly<Record<string, string>>;
  /** The row's original text. Sealed. */
  @IsString() @Length(1, importRowLengthMax) readonly source!: string;
}

export class ImportRowsBody {
  /** Which system the history comes from: the same case id in two systems is two cases. */
  @Matches(/^[a-z0-9][a-z0-9._-]{0,63}$/) readonly system!: string;
  @IsIn(sourceFormats) readonly format!: (typeof sourceFormats)[number];
  /** SHA-256 of the whole file, hex. */
  @Matches(/^[0-9a-f]{64}$/) readonly file!: string;
  /** Rows of any number of cases; those of one case in the order of the file. */
  @ArrayMinSize(1)
  @ArrayMaxSize(importRowsMax)
  @ValidateNested({ each: true })
  @Type(() => ImportRowBody)
  readonly rows!: readonly ImportRowBody[];
}

type Plain<Body> = Pick<Body, keyof Body>;
/** The bodies above as plain data, for clients that build them. */
export type ImportAbout = Plain<ImportAboutBody>;
export type ImportLink = Plain<ImportLinkBody>;
export type ImportRow = Omit<ImportRowBody, 'about' | 'links'> & { readonly about?: ImportAbout; readonly links?: readonly ImportLink[] };
export type ImportRows = Omit<ImportRowsBody, 'rows'> & { readonly rows: readonly ImportRow[] };

/** Every row is counted once: recorded + corrected + unchanged = rows. */
export interface ImportAnswer {
  readonly recorded: number;
  readonly corrected: number;
  readonly unchanged: number;
  /** Of the first row's case, for a look at what came in. */
  readonly caseId: string;
}
