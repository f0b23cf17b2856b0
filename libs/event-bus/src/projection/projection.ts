import type { EventType, ServiceName } from '@huying/contracts';
import type { Fact, Recorded } from '@huying/kernel';
import type { ConsumerTransaction, Delivery } from '../event-bus.js';
import { ReadModelTable } from './read-model-table.js';
import { toProjectedEvent } from './projected-event.js';

/** Where an event stands, beside what it says. */
export interface Place {
  readonly source: ServiceName;
  readonly position: number;
  readonly stream: string;
  readonly caseKey: string | undefined;
  readonly cycle: number | undefined;
  readonly area: string | undefined;
  readonly id: string;
}

/** A recorded fact with its place; of a union of facts, a union of these. */
export type ProjectedEvent<F extends Fact> = F extends Fact ? Recorded<F> & Place : never;

/** What a fold answers when there is no row (any more). */
export const removed = Symbol('removed');

/** What a column holds, by the type of its property: `instant` is an ISO moment, `long` a whole number beyond 32 bits. */
export type ColumnType = 'text' | 'instant' | 'integer' | 'long' | 'real' | 'flag' | 'texts' | 'json';
type ColumnFor<Value> =
  NonNullable<Value> extends string
    ? 'text' | 'instant'
    : NonNullable<Value> extends number
      ? 'integer' | 'long' | 'real'
      : NonNullable<Value> extends boolean
        ? 'flag'
        : NonNullable<Value> extends readonly string[]
          ? 'texts' | 'json'
          : 'json';

/**
 * A read model: a pure fold from events to rows of one table, `read.<name>` (DESIGN §6, EXAMPLES §6).
 *
 * A row MUST belong to one case or one stream; sums over many are queries. Folds MUST NOT look at anything but their arguments, and
 * MUST be total: an event may come although its row is missing. Empty values are `null`.
 */
export interface ProjectionDefinition<F extends Fact, Row extends object> {
  /** Ends in its version, `open_cases_board_v2`: another name is another table, built beside the old one. */
  readonly name: string;
  /** The facts' event types; an event of the union that is forgotten does not compile. */
  readonly types: { readonly [Type in F['type']]: EventType };
  readonly columns: { readonly [Column in keyof Row]-?: ColumnFor<Row[Column]> };
  /** Columns that queries filter or sort by, one index each. */
  readonly indexes?: readonly (readonly (keyof Row & string)[])[];
  /** The keys of the rows that the event touches; none when it touches no row. */
  readonly key: (event: ProjectedEvent<F>) => string | readonly string[] | undefined;
  readonly on: {
    readonly [Type in F['type']]: (
      event: ProjectedEvent<Extract<F, { type: Type }>>,
      row: Row | undefined,
      key: string,
    ) => Row | typeof removed;
  };
}

/** A projection without its types, as the runner handles it. */
export interface ReadModel {
  readonly name: string;
  readonly eventTypes: ReadonlySet<string>;
  readonly table: ReadModelTable;
  /** Folds the events that concern this read model into `schema`'s table, with one read and one write. */
  foldInto(schema: string, deliveries: readonly Delivery[], transaction: ConsumerTransaction): Promise<void>;
}

export type Projection<F extends Fact, Row extends object> = ProjectionDefinition<F, Row> &
  ReadModel & {
    /** A row as declared, of a row as `SELECT` returns it. */
    readonly toRow: (record: Readonly<Record<string, unknown>>) => Row;
  };

/** Completes a definition to a projection that a consumer can run. */
export function defineProjection<F extends Fact, Row extends object>(definition: ProjectionDefinition<F, Row>): Projection<F, Row> {
  // `types` may be the whole list of a stream, of which this projection folds a part.
  const folded = Object.values<EventType>(definition.types).filter(({ name }) => Object.hasOwn(definition.on, name));
  const types = new Map(folded.map((type) => [type.type, type.name as F['type']]));
  const table = new ReadModelTable(definition.name, definition.columns, definition.indexes ?? []);
  return {
    ...definition,
    eventTypes: new Set(types.keys()),
    table,
    toRow: (record) => table.toRow(record) as Row,
    async foldInto(schema, deliveries, transaction) {
      const touches: Touch<F>[] = [];
      for (const delivery of deliveries) {
        const name = types.get(delivery.recorded.type);
        if (name === undefined) continue;
        const event = toProjectedEvent<F>(delivery, name);
        const keys = definition.key(event) ?? [];
        for (const key of typeof keys === 'string' ? [keys] : keys) touches.push({ key, event });
      }
      if (touches.length > 0) await fold(definition, table, schema, touches, transaction);
    },
  };
}

interface Touch<F extends Fact> {
  readonly key: string;
  readonly event: ProjectedEvent<F>;
}

async function fold<F extends Fact, Row extends object>(
  definition: ProjectionDefinition<F, Row>,
  table: ReadModelTable,
  schema: string,
  touches: readonly Touch<F>[],
  transaction: ConsumerTransaction,
): Promise<void> {
  const stored = await table.load<Row>(transaction, schema, [...new Set(touches.map(({ key }) => key))]);
  const changed = new Set<string>();
  for (const { key, event } of touches) {
    const before = stored.get(key);
    // Handling an event twice leaves the same row: each row remembers how far it has folded each stream.
    if ((before?.versions[event.stream] ?? 0) >= event.streamVersion) continue;
    const on = definition.on[event.type as F['type']] as (
      event: ProjectedEvent<F>,
      row: Row | undefined,
      key: string,
    ) => Row | typeof removed;
    const row = on(event, before?.row, key);
    stored.set(key, { row: row === removed ? undefined : row, versions: { ...before?.versions, [event.stream]: event.streamVersion } });
    changed.add(key);
  }
  await table.save(transaction, schema, new Map([...changed].map((key) => [key, stored.get(key)])));
}
