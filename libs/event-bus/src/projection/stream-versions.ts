import type { EventType } from '@huying/contracts';
import type { ReadModel } from './projection.js';
import { ReadModelTable } from './read-model-table.js';

interface StreamVersionRow {
  readonly version: number;
}

/**
 * How far the streams of some categories had come when a consumer last settled an event of theirs: one row per stream, its `key`, in
 * the transaction of the rows that those events made. A row read together with it is thus exactly of that version, also where the
 * row's own projection passes over some of the types.
 */
export function streamVersions(name: string, types: Iterable<EventType>): ReadModel {
  const table = new ReadModelTable(name, { version: 'integer' }, []);
  const eventTypes = new Set([...types].map(({ type }) => type));
  return {
    name,
    eventTypes,
    table,
    async foldInto(schema, deliveries, transaction) {
      const recorded = deliveries.map((delivery) => delivery.recorded).filter(({ type }) => eventTypes.has(type));
      if (recorded.length === 0) return;
      const known = await table.load<StreamVersionRow>(transaction, schema, [...new Set(recorded.map(({ stream }) => stream))]);
      const latest = new Map([...known].map(([stream, { row }]) => [stream, row?.version ?? 0]));
      // Never backwards: an event may be handed over twice.
      for (const { stream, version } of recorded) latest.set(stream, Math.max(latest.get(stream) ?? 0, version));
      const rows = [...latest].map(([stream, version]) => [stream, { row: { version }, versions: { [stream]: version } }] as const);
      await table.save(transaction, schema, new Map(rows));
    },
  };
}
