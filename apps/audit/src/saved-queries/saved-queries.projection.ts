import { auditEventTypes, type SealedPart } from '@huying/contracts';
import { defineProjection, removed } from '@huying/event-bus';
import type { SavedQueryFact } from './saved-query.decider.js';

/** A kept search, as sealed as it stands in the log. */
export interface SavedQueryRow {
  readonly unit: string | null;
  readonly savedAt: string;
  readonly eventId: string;
  readonly sealed: readonly SealedPart[];
}

export const savedQueries = defineProjection<SavedQueryFact, SavedQueryRow>({
  name: 'saved_queries_v1',
  types: { AuditQuerySaved: auditEventTypes.AuditQuerySaved, AuditQueryDeleted: auditEventTypes.AuditQueryDeleted },
  columns: { unit: 'text', savedAt: 'instant', eventId: 'text', sealed: 'json' },
  indexes: [['unit', 'savedAt']],
  key: ({ stream }) => stream,
  on: {
    AuditQuerySaved: ({ data, unit, time, id }) => ({
      unit: unit ?? null,
      savedAt: time,
      eventId: id,
      sealed: (data as { readonly sealed?: readonly SealedPart[] }).sealed ?? [],
    }),
    AuditQueryDeleted: () => removed,
  },
});
