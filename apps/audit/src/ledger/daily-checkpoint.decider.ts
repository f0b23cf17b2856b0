import type { ServiceName } from '@huying/contracts';
import { happened, refusedForNow, shanghai, epochOf, type Command, type Decider, type Fact, type Instant } from '@huying/kernel';

/** A log's tree as it was published. */
export interface PublishedRoot {
  readonly source: ServiceName;
  readonly size: number;
  /** Base64, as the log's checkpoint states it. */
  readonly root: string;
}

export type LedgerCheckpointed = Fact<'LedgerCheckpointed', { readonly logs: readonly PublishedRoot[] }>;
export type RecordLedgerCheckpoint = Command<
  'RecordLedgerCheckpoint',
  {
    /** Of every service's log, the last one published. */
    readonly logs: readonly PublishedRoot[];
    /** When the first event of all logs was recorded. */
    readonly begun: Instant;
  }
>;
export type DailyCheckpointRefusal = 'DAY_NOT_OVER' | 'NOTHING_ELSE_GREW';

interface DailyCheckpoints {
  /** The last one; undefined before the first. */
  readonly last: { readonly day: string; readonly sizes: ReadonlyMap<string, number> } | undefined;
}

/**
 * `audit-ledger`: the roots of all logs, at most once a day (DESIGN §7), in Shanghai's days. The first is due when the day of the first
 * event has ended. Growth by the last such event alone makes no further one: a system in which nothing happens stays as it is.
 */
export const dailyCheckpointDecider: Decider<DailyCheckpoints, RecordLedgerCheckpoint, LedgerCheckpointed, DailyCheckpointRefusal> = {
  initial: { last: undefined },
  decide({ at, data: { logs, begun } }, { last }) {
    if (dayOf(at) <= (last?.day ?? dayOf(begun))) return refusedForNow('DAY_NOT_OVER');
    const grownBy = ({ source, size }: PublishedRoot): number => size - (last?.sizes.get(source) ?? 0);
    // The last of these events is not among the entries whose roots it names.
    const ownOf = ({ source }: PublishedRoot): number => (source === 'audit' && last !== undefined ? 1 : 0);
    if (!logs.some((log) => grownBy(log) > ownOf(log))) return refusedForNow('NOTHING_ELSE_GREW');
    return happened<LedgerCheckpointed>({ type: 'LedgerCheckpointed', data: { logs } });
  },
  evolve: (_, { data: { logs }, time }) => ({
    last: { day: dayOf(time), sizes: new Map(logs.map(({ source, size }) => [source, size])) },
  }),
};

/** `2026-06-18`. Days so written compare as they follow one another. */
export const dayOf = (at: Instant): string => shanghai(epochOf(at)).slice(0, 10);
