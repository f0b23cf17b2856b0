import { Type } from 'class-transformer';
import { IsArray, IsBoolean, IsIn, IsInt, IsObject, IsOptional, IsString, Matches, Max, Min, ValidateNested } from 'class-validator';

/** Why an operator acts: a code and a number, for a log line holds no free text (DESIGN §1.7). */
export const operationReasons = ['cause-mended', 'build-replaced', 'data-corrected', 'drill'] as const;

/** Body of a release and of a restart; it is written to the service's log with who sent it. */
export class OperationBody {
  @IsIn(operationReasons) readonly reason!: (typeof operationReasons)[number];
  /** Number of the ticket or incident that tells the rest. */
  @IsOptional() @Matches(/^[A-Za-z0-9][A-Za-z0-9._-]{0,39}$/) readonly ticket?: string;
}

export class ParkedQuery {
  @IsOptional() @Type(() => Number) @IsInt() @Min(1) @Max(200) readonly limit?: number;
  @IsOptional() @Matches(/^[A-Za-z0-9_-]{1,400}$/) readonly cursor?: string;
}

/** A consumer of a service, as its operators see it. */
export class ConsumerReport {
  @IsString() readonly service!: string;
  @IsString() readonly consumer!: string;
  /** Paused: it waits for a fault to pass. Stopped: it waits for somebody to mend the cause and to restart it. */
  @IsIn(['running', 'paused', 'stopped']) readonly state!: 'running' | 'paused' | 'stopped';
  @IsOptional() @IsString() readonly reason!: string | null;
  /** Last position settled, per log. */
  @IsObject() readonly positions!: Readonly<Record<string, number>>;
  @IsInt() @Min(0) readonly parkedEvents!: number;
}

export class ConsumersAnswer {
  @IsArray() @ValidateNested({ each: true }) @Type(() => ConsumerReport) readonly items!: readonly ConsumerReport[];
}

export class AllConsumersAnswer extends ConsumersAnswer {
  /** Services that gave no answer: of their consumers nothing is known. */
  @IsArray() @IsString({ each: true }) readonly unavailable!: readonly string[];
}

/** An event that waits, because it or one before it of the same case could not be applied. */
export class ParkedEventView {
  @IsString() readonly source!: string;
  @IsInt() @Min(1) readonly position!: number;
  @IsString() readonly type!: string;
  /** It waits under each of them; a release by any of them releases it. */
  @IsArray() @IsString({ each: true }) readonly caseKeys!: readonly string[];
  @IsString() readonly reason!: string;
  @IsString() readonly parkedAt!: string;
}

export class ParkedPage {
  @IsArray() @ValidateNested({ each: true }) @Type(() => ParkedEventView) readonly items!: readonly ParkedEventView[];
  @IsOptional() @IsString() readonly nextCursor?: string;
}

export class ReleaseAnswer {
  /** How many events were applied; 0 where none waited. */
  @IsInt() @Min(0) readonly applied!: number;
}

export class RestartAnswer {
  /** False where it ran already. That it runs is no success yet: the same cause stops it again. */
  @IsBoolean() readonly restarted!: boolean;
}
