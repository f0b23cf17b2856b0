import type { TombstoneView } from './privacy.dto.js';
import { Type } from 'class-transformer';
import { IsIn, IsInt, IsISO8601, IsOptional, IsString, Length, Matches, Max, Min } from 'class-validator';
import { services, type ServiceName } from '../services.js';

const moment = { strict: true, strictSeparator: true } as const;

export class AuditCasesQuery {
  /** The system that a case comes from: `huying`, or the name that an import gave. */
  @IsOptional() @IsString() @Length(1, 200) readonly source?: string;
  /** A state code (`S30`); for imported cases `open` or `closed`. */
  @IsOptional() @IsString() @Length(1, 64) readonly status?: string;
  @IsOptional() @IsString() @Length(1, 200) readonly service?: string;
  /** The person or the unit that holds the case. */
  @IsOptional() @IsString() @Length(1, 200) readonly responsible?: string;
  /** Opened at or after this moment. */
  @IsOptional() @IsISO8601(moment) readonly from?: string;
  /** Opened before this moment. */
  @IsOptional() @IsISO8601(moment) readonly to?: string;
  /** Words among the clear, non-personal text: numbers, services, activities, units. */
  @IsOptional() @IsString() @Length(1, 100) readonly text?: string;
  @IsOptional() @Matches(/^[A-Za-z0-9_-]{1,800}$/) readonly cursor?: string;
  @IsOptional() @Type(() => Number) @IsInt() @Min(1) @Max(200) readonly limit?: number;
}

export class AuditHistoryQuery {
  /** What the log knew at this moment; everything when absent. */
  @IsOptional() @IsISO8601(moment) readonly knownBy?: string;
}

export class AuditStateQuery {
  /** What had happened by this moment; everything when absent. */
  @IsOptional() @IsISO8601(moment) readonly occurredBy?: string;
  /** What the log knew at this moment; everything when absent. */
  @IsOptional() @IsISO8601(moment) readonly knownBy?: string;
}

export class AuditDifferenceQuery {
  /** The one state: what had happened by this moment; everything when absent. */
  @IsOptional() @IsISO8601(moment) readonly fromOccurredBy?: string;
  /** What the log knew at this moment; everything when absent. */
  @IsOptional() @IsISO8601(moment) readonly fromKnownBy?: string;
  /** The other state. */
  @IsOptional() @IsISO8601(moment) readonly toOccurredBy?: string;
  @IsOptional() @IsISO8601(moment) readonly toKnownBy?: string;
}

export class AuditKnowledgeQuery {
  /** The log of the event that was decided. */
  @IsIn(services) readonly source!: ServiceName;
  /** Its position there. */
  @Type(() => Number) @IsInt() @Min(1) @Max(1e15) readonly position!: number;
}

export class AuditReplayQuery extends AuditStateQuery {}

/** A name for people, in both languages. */
export interface Named {
  readonly zh: string;
  readonly en: string;
}

/** One position per log: what was known. */
export type PositionVector = Readonly<Record<string, number>>;

export interface AuditedCase {
  readonly caseId: string;
  readonly kind: 'native' | 'imported';
  /** `huying`, or the system that the case was imported from. */
  readonly source: string;
  /** Its number there. */
  readonly originalCase: string | null;
  readonly status: string;
  readonly statusName: Named;
  readonly open: boolean;
  readonly service: string | null;
  readonly type: string | null;
  readonly responsible: { readonly person: string | null; readonly unit: string | null };
  readonly area: string | null;
  readonly openedAt: string;
  readonly changedAt: string;
  readonly closedAt: string | null;
  readonly events: number;
}

export interface AuditedCases {
  readonly items: readonly AuditedCase[];
  readonly nextCursor?: string;
  /** Events that wait at audit's own door and could change this answer. */
  readonly parked: number;
}

/** One event of a history, as recorded; sealed parts are named, not shown. */
export interface HistoryEntry {
  readonly source: string;
  readonly position: number;
  readonly stream: string;
  readonly streamVersion: number;
  readonly id: string;
  readonly type: string;
  readonly name: Named;
  readonly occurredAt: string;
  readonly recordedAt: string;
  readonly actor: {
    readonly person: string;
    readonly role: string | null;
    readonly unit: string | null;
    readonly onBehalfOf: string | null;
  };
  readonly cause: { readonly source: string; readonly position: number } | null;
  readonly policyVersion: string | null;
  readonly calendarVersion: string | null;
  readonly data: Readonly<Record<string, unknown>>;
  /** Which parts are sealed: `contact`, `words` … */
  readonly sealed: readonly string[];
  /** SHA-256 of the event's bytes, hex. */
  readonly digest: string;
}

/** What every answer about one case begins with. */
export interface CaseAnswer {
  readonly caseId: string;
  readonly kind: 'native' | 'imported';
  readonly source: string;
  readonly originalCase: string | null;
  /** The positions up to which each log was read. */
  readonly positions: PositionVector;
  readonly parked: number;
  /** Erasures that made personal parts of the case unreadable: what was said is gone, what was done is not. */
  readonly erased: readonly TombstoneView[];
}

export interface CaseHistoryAnswer extends CaseAnswer {
  readonly events: readonly HistoryEntry[];
}

/** Who holds a case. */
export interface Holder {
  readonly role: string | null;
  readonly unit: string | null;
  readonly person: string | null;
  readonly post: string | null;
}

export interface RunningDeadline {
  readonly timer: string;
  readonly name: Named;
  readonly start: string | null;
  readonly due: string;
  readonly overdue: boolean;
  /** 暂定: counted over a year that was not published. */
  readonly provisional: boolean;
}

/** How a case stood at a moment. */
export interface Standing {
  readonly status: string;
  readonly statusName: Named;
  readonly open: boolean;
  readonly since: string | null;
  readonly holder: Holder | null;
  readonly deadlines: readonly RunningDeadline[];
  /** Everything else that the fold knows. */
  readonly details: Readonly<Record<string, unknown>>;
}

export interface CaseStateAnswer extends CaseAnswer {
  readonly occurredBy: string;
  readonly knownBy: string;
  /** Events that the state is folded from. */
  readonly foldedEvents: number;
  /** Null: nothing of the case had happened, or was known, by then. */
  readonly state: Standing | null;
}

/** One step of a replay. */
export interface ReplayFrame {
  readonly n: number;
  readonly event: Omit<HistoryEntry, 'data' | 'sealed' | 'digest'>;
  /** What people call the step; for an imported case the source's own word. */
  readonly title: Named;
  /** Who did it, as the source names him. */
  readonly by: { readonly person: string | null; readonly role: string | null; readonly unit: string | null };
  /** Since the last step happened; negative where it was recorded later but happened earlier. Null on the first. */
  readonly sinceLastMs: number | null;
  /** Who held the case in the meantime. */
  readonly heldBy: Holder | null;
  readonly before: { readonly status: string; readonly statusName: Named } | null;
  readonly after: { readonly status: string; readonly statusName: Named } | null;
  readonly changes: readonly FieldChange[];
  /** Who holds it from now on. */
  readonly holder: Holder | null;
  /** Which deadlines run from now on. */
  readonly deadlines: readonly RunningDeadline[];
}

export interface CaseReplayAnswer extends CaseAnswer {
  readonly occurredBy: string;
  readonly knownBy: string;
  readonly frames: readonly ReplayFrame[];
  /** From the first event to the moment asked for, or to the end of the case before it: the sum of all that was held, and of what nobody held. */
  readonly totalMs: number;
  /** How long each holder held the case, longest first. */
  readonly custody: readonly { readonly holder: Holder; readonly heldMs: number }[];
  /** When nobody held it, and why. */
  readonly unheld: readonly {
    readonly from: string;
    readonly to: string;
    readonly ms: number;
    /** `nobody-named`: the source of an imported case names no holder. */
    readonly reason: 'ended' | 'nobody-named' | 'not-begun';
  }[];
  readonly state: Standing | null;
}

type EventHeader = Omit<HistoryEntry, 'data' | 'sealed' | 'digest'>;

/** One of two states that are compared. */
export interface StateSide<State> {
  readonly occurredBy: string;
  readonly knownBy: string;
  readonly positions: PositionVector;
  readonly foldedEvents: number;
  /** Null: nothing of it had happened, or was known, by then. */
  readonly state: State | null;
}

/** What differs in one member of a state. */
export interface FieldChange {
  readonly field: string;
  readonly from: unknown;
  readonly to: unknown;
}

/** Two states of a case, and what tells them apart. */
export interface CaseDifferenceAnswer extends CaseAnswer {
  readonly from: StateSide<Standing>;
  readonly to: StateSide<Standing>;
  readonly changes: readonly FieldChange[];
  /** Events that the second state is folded from and the first is not; and the other way round. */
  readonly added: readonly EventHeader[];
  readonly removed: readonly EventHeader[];
}

/** What whoever decided an event knew of its case. */
export interface CaseKnowledgeAnswer extends CaseAnswer {
  readonly event: HistoryEntry;
  /** Positions that he had read: his own log up to the event, others as the event says. */
  readonly seen: PositionVector;
  /** How the case stood to him; null: he knew nothing of it. */
  readonly state: Standing | null;
  readonly knownEvents: number;
  /** Events of the case that were recorded by then and that he had not read. */
  readonly unseen: readonly EventHeader[];
}

export interface CompletenessAnswer {
  /** Per log: audit holds a copy of every event up to this position. */
  readonly sources: readonly { readonly source: string; readonly completeUpTo: number; readonly lastRecordedAt: string | null }[];
  /**
   * The same as a signed note (`complete@v1`), as far as published: of each log the position and the root of the tree up to it.
   * `huying-verify` and any reader of signed notes verify it by the key named `<ledger>/statements`.
   */
  readonly statement: string;
}
