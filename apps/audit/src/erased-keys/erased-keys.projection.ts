import { keyEventTypes, type EventEnvelope } from '@huying/contracts';
import { ReadModelTable, type ColumnType, type ReadModel } from '@huying/event-bus';
import type { PiiErased } from '@huying/platform-nest';

/** A key that a service has recorded as destroyed. */
export interface ErasedKeyRow {
  readonly erasure: string;
  readonly basis: string;
  readonly at: string;
}

const table = new ReadModelTable(
  'erased_keys_v1',
  { erasure: 'text', basis: 'text', at: 'instant' } satisfies Record<keyof ErasedKeyRow, ColumnType>,
  [],
);

/** Every destroyed key of every service, by its id: what sealed parts answer with instead of their words. */
export const erasedKeys: ReadModel = {
  name: table.name,
  eventTypes: new Set(Object.values(keyEventTypes).map(({ PiiErased: { type } }) => type)),
  table,
  async foldInto(schema, deliveries, transaction) {
    const rows = deliveries
      .filter(({ recorded }) => erasedKeys.eventTypes.has(recorded.type))
      .flatMap(({ envelope }) => {
        const { erasure, basis, at, kids } = (envelope as EventEnvelope<PiiErased['data']>).data;
        return kids.map((kid) => [kid, { row: { erasure, basis, at }, versions: {} }] as const);
      });
    if (rows.length > 0) await table.save(transaction, schema, new Map(rows));
  },
};
