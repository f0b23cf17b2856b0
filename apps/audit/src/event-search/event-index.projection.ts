import { ReadModelTable, type ColumnType, type ConsumerTransaction, type Delivery, type ReadModel } from '@huying/event-bus';
import { eventTypes } from '@huying/contracts';

/** One event, by what auditors find it by. */
export interface EventIndexRow {
  readonly source: string;
  readonly position: number;
  readonly type: string;
  readonly actor: string;
  readonly unit: string | null;
  readonly area: string | null;
  readonly occurredAt: string;
  readonly recordedAt: string;
  readonly breaches: readonly string[];
  readonly words: string;
  /** SHA-256 digests in its data, such as those of an evidence file or of the file that it was imported from. */
  readonly digests: readonly string[];
}

const table = new ReadModelTable(
  'event_index_v2',
  {
    source: 'text',
    position: 'long',
    type: 'text',
    actor: 'text',
    unit: 'text',
    area: 'text',
    occurredAt: 'instant',
    recordedAt: 'instant',
    breaches: 'texts',
    words: 'text',
    digests: 'texts',
  } satisfies Record<keyof EventIndexRow, ColumnType>,
  // Each ends in the default order, so that a page of a filtered list is read and not sorted.
  [
    ['recordedAt', 'source', 'position'],
    ['occurredAt', 'source', 'position'],
    ['type', 'recordedAt', 'source', 'position'],
    ['actor', 'recordedAt', 'source', 'position'],
    ['unit', 'recordedAt', 'source', 'position'],
  ],
);

/** All events of all logs, whatever their type; what is sealed in them is not in it. */
export const eventIndex: ReadModel = {
  name: table.name,
  eventTypes: new Set(eventTypes.keys()),
  table,
  async foldInto(schema: string, deliveries: readonly Delivery[], transaction: ConsumerTransaction) {
    if (deliveries.length === 0) return;
    const rows = deliveries.map((event) => [keyOf(event), { row: rowOf(event), versions: {} }] as const);
    await table.save(transaction, schema, new Map(rows));
  },
};

const keyOf = ({ source, recorded }: Delivery): string => `${source}:${String(recorded.position)}`;

function rowOf({ source, recorded, envelope }: Delivery): EventIndexRow {
  const { breaches = [], ...data } = envelope.data as Readonly<Record<string, unknown>> & Delivery['envelope']['data'];
  return {
    source,
    position: recorded.position,
    type: recorded.type,
    actor: envelope.actor,
    unit: envelope.unit ?? null,
    area: envelope.area ?? null,
    occurredAt: envelope.time,
    recordedAt: envelope.recordedat,
    breaches: [...breaches],
    ...clearTexts({ ...data, sealed: undefined }),
  };
}

/** More of one event is not searched: an event holds 16 KiB at most, and most of a long one is a list of the same. */
const wordsMax = 4_000;

/** A SHA-256 in hexadecimal. It is sought whole: a trigram index of its 64 digits would cost more than that of all the words. */
export const isDigest = (text: string): boolean => /^[0-9a-f]{64}$/.test(text);

/** Every text that stands in the clear in an event's data, each once: digests apart, the others as words, one a line. */
export function clearTexts(data: unknown): Pick<EventIndexRow, 'words' | 'digests'> {
  const words = new Set<string>();
  const digests = new Set<string>();
  const gather = (value: unknown): void => {
    if (typeof value === 'string') (isDigest(value) ? digests : words).add(value);
    else if (Array.isArray(value)) value.forEach(gather);
    else if (typeof value === 'object' && value !== null) Object.values(value).forEach(gather);
  };
  gather(data);
  return { words: [...words].join('\n').slice(0, wordsMax), digests: [...digests] };
}
