import { defineProjection } from '@huying/event-bus';
import { referenceTypes, type ReferenceEntry, type ReferenceFact } from './reference-fact.js';

export interface ReferenceRow {
  readonly kind: string;
  readonly entries: readonly ReferenceEntry[];
}

/** The streams that cases stand on, whole: a few hundred small rows, read at start and kept in memory from then on. */
export const referenceBookTable = defineProjection<ReferenceFact, ReferenceRow>({
  name: 'reference_book_v1',
  types: referenceTypes,
  columns: { kind: 'text', entries: 'json' },
  key: (event) => event.stream,
  on: {
    ServiceMenuAdopted: (event, row) => appended(row, event.streamVersion, { type: event.type, data: withoutSeals(event.data) }),
    GridDefined: (event, row) => appended(row, event.streamVersion, { type: event.type, data: withoutSeals(event.data) }),
    RoleAssigned: (event, row) => appended(row, event.streamVersion, { type: event.type, data: withoutSeals(event.data) }),
    RoleEnded: (event, row) => appended(row, event.streamVersion, { type: event.type, data: withoutSeals(event.data) }),
    PolicyVersionAdopted: (event, row) => appended(row, event.streamVersion, { type: event.type, data: withoutSeals(event.data) }),
    CalendarVersionAdopted: (event, row) => appended(row, event.streamVersion, { type: event.type, data: withoutSeals(event.data) }),
  },
});

const appended = (row: ReferenceRow | undefined, version: number, fact: ReferenceFact): ReferenceRow => ({
  kind: fact.type,
  entries: [...(row?.entries ?? []), { version, fact }],
});

/** Names and numbers of post holders stay where they are sealed; a read model does not copy them. */
export function withoutSeals<Data extends object>(data: Data): Data {
  return Object.fromEntries(Object.entries(data).filter(([name]) => name !== 'sealed')) as Data;
}
