import { Type } from 'class-transformer';
import { IsIn, IsInt, IsOptional, Matches, Max, Min } from 'class-validator';
import type { DeployableName, ServiceName } from '../services.js';

/** Why an operator acts: a code and a number, for a log line holds no free text (DESIGN §1.7). */
export const operationReasons = ['cause-mended', 'build-replaced', 'data-corrected', 'drill'] as const;

/** Body of a release and of a restart; it is written to the service's log with who sent it. */
export class OperationBody {
  @IsIn(operationReasons) readonly reason!: (typeof operationReasons)[number];
  /** Number of the ticket or incident that tells the rest. */
  @IsOptional() @Matches(/^[A-Za-z0-9][A-Za-z0-9._-]{0,39}$/) readonly ticket?: string;
}

/** Body of a republication. */
export class RepublishBody extends OperationBody {
  /** The first position that is sent again; everything after it follows. */
  @IsInt() @Min(1) @Max(Number.MAX_SAFE_INTEGER) readonly from!: number;
}

export class ParkedQuery {
  @IsOptional() @Type(() => Number) @IsInt() @Min(1) @Max(200) readonly limit?: number;
  @IsOptional() @Matches(/^[A-Za-z0-9_-]{1,400}$/) readonly cursor?: string;
}

/** A consumer of a service, as its operators see it. */
export interface ConsumerReport {
  readonly service: DeployableName;
  readonly consumer: string;
  /** Paused: it waits for a fault to pass. Stopped: it waits for somebody to mend the cause and to restart it. */
  readonly state: 'running' | 'paused' | 'stopped';
  readonly reason: string | null;
  /** Last position settled, per log. */
  readonly positions: Readonly<Record<string, number>>;
  readonly parkedEvents: number;
}

/** How a service's log reaches the bus. */
export interface PublicationReport {
  readonly service: ServiceName;
  /** Standing by: another instance of the service publishes. */
  readonly state: 'publishing' | 'standing-by' | 'paused' | 'stopped';
  readonly reason: string | null;
  /** Everything up to here has been published, by whichever instance. */
  readonly position: number;
}

export interface RepublishAnswer {
  readonly from: number;
  /** What had been published when it was asked for: consumers drop this much as seen. */
  readonly upTo: number;
}

export interface ConsumersAnswer {
  readonly items: readonly ConsumerReport[];
}

export interface AllConsumersAnswer extends ConsumersAnswer {
  /** Services that gave no answer: of their consumers nothing is known. */
  readonly unavailable: readonly ServiceName[];
}

/** An event that waits, because it or one before it of the same case could not be applied. */
export interface ParkedEventView {
  readonly source: ServiceName;
  readonly position: number;
  readonly type: string;
  /** It waits under each of them; a release by any of them releases it. */
  readonly caseKeys: readonly string[];
  readonly reason: string;
  readonly parkedAt: string;
}

export interface ParkedPage {
  readonly items: readonly ParkedEventView[];
  readonly nextCursor?: string;
}

export interface ReleaseAnswer {
  /** How many events were applied; 0 where none waited. */
  readonly applied: number;
}

export interface RestartAnswer {
  /** False where it ran already. That it runs is no success yet: the same cause stops it again. */
  readonly restarted: boolean;
}
