import type { EventFilters } from '@huying/contracts';
import { happened, nothingNew, refused, type Command, type Decider, type Fact, type Json } from '@huying/kernel';
import { sealedAsker, sealedQuestion, type Asker } from '../record-query/audit-query.decider.js';

export type AuditQuerySaved = Fact<'AuditQuerySaved', object>;
export type AuditQueryDeleted = Fact<'AuditQueryDeleted', object>;
export type SavedQueryFact = AuditQuerySaved | AuditQueryDeleted;

/** A search under the name by which the unit finds it again. */
export interface NamedQuery {
  readonly name: string;
  readonly query: EventFilters;
}
export type SaveAuditQuery = Command<'SaveAuditQuery', NamedQuery & { readonly asker: Asker }>;
export type DeleteAuditQuery = Command<'DeleteAuditQuery', { readonly asker: Asker }>;
export type SavedQueryCommand = SaveAuditQuery | DeleteAuditQuery;
export type SavedQueryRefusal = 'SAVED_QUERY_NOT_FOUND';

type SavedQueryState = { readonly status: 'absent' } | { readonly status: 'saved' | 'deleted'; readonly unit: string | undefined };

/** `audit-<id>`: a search that an audit unit keeps, sealed for it; any of its auditors may drop it, and no other unit's sees it. */
export const savedQueryDecider: Decider<SavedQueryState, SavedQueryCommand, SavedQueryFact, SavedQueryRefusal> = {
  initial: { status: 'absent' },
  decide(command, state) {
    if (command.type === 'SaveAuditQuery') return save(command);
    if (state.status === 'absent' || state.unit !== command.data.asker.unit) return refused('SAVED_QUERY_NOT_FOUND');
    if (state.status === 'deleted') return nothingNew;
    return happened<SavedQueryFact>({ type: 'AuditQueryDeleted', data: {}, secrets: [sealedAsker(command.data.asker)] });
  },
  evolve(state, event) {
    switch (event.type) {
      case 'AuditQuerySaved':
        return { status: 'saved', unit: event.unit };
      case 'AuditQueryDeleted':
        return { status: 'deleted', unit: state.status === 'absent' ? event.unit : state.unit };
      default:
        return state;
    }
  },
};

function save({ data: { name, query, asker } }: SaveAuditQuery): ReturnType<typeof savedQueryDecider.decide> {
  const named: Json = { name, query: Object.fromEntries<Json>(Object.entries(query)) };
  return happened<SavedQueryFact>({ type: 'AuditQuerySaved', data: {}, secrets: sealedQuestion('query', named, asker) });
}
