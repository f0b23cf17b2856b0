import type { FieldChange, HistoryEntry, Named, PositionVector, ReplayFrame, StateSide } from './audit.dto.js';
import type { TombstoneView } from './privacy.dto.js';

/** What every answer about one stream begins with. */
export interface StreamAnswer {
  readonly stream: string;
  /** `post` of `post-<id>`. */
  readonly category: string;
  /** What people call such a stream. */
  readonly kind: Named;
  /** The service that writes it. */
  readonly source: string;
  /** The positions up to which each log was read. */
  readonly positions: PositionVector;
  /** Events that wait at audit's own door and could change this answer. */
  readonly parked: number;
  /** Erasures that made personal parts of the stream unreadable. */
  readonly erased: readonly TombstoneView[];
}

export interface StreamHistoryAnswer extends StreamAnswer {
  readonly events: readonly HistoryEntry[];
}

/** How a stream stood at a moment. */
export interface StreamStanding {
  readonly status: string;
  readonly statusName: Named;
  /** Everything else that the fold knows. */
  readonly details: Readonly<Record<string, unknown>>;
}

export interface StreamStateAnswer extends StreamAnswer {
  readonly occurredBy: string;
  readonly knownBy: string;
  /** Events that the state is folded from. */
  readonly foldedEvents: number;
  /** Null: nothing of it had happened, or was known, by then. */
  readonly state: StreamStanding | null;
}

/** One step of a stream's replay. */
export interface StreamFrame extends Pick<ReplayFrame, 'n' | 'event' | 'sinceLastMs' | 'before' | 'after'> {
  readonly changes: readonly FieldChange[];
}

export interface StreamReplayAnswer extends StreamAnswer {
  readonly occurredBy: string;
  readonly knownBy: string;
  readonly frames: readonly StreamFrame[];
  readonly state: StreamStanding | null;
}

/** Two states of a stream, and what tells them apart. */
export interface StreamDifferenceAnswer extends StreamAnswer {
  readonly from: StateSide<StreamStanding>;
  readonly to: StateSide<StreamStanding>;
  readonly changes: readonly FieldChange[];
  /** Events that the second state is folded from and the first is not; and the other way round. */
  readonly added: readonly ReplayFrame['event'][];
  readonly removed: readonly ReplayFrame['event'][];
}
