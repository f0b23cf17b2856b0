import { caseEventTypes } from '@huying/contracts';
import { caseDecider, type CaseCommand, type CaseFact, type CaseRefusal, type CaseState } from '@huying/domain-case';
import type { StreamDefinition } from '@huying/event-store';

/** The stream of a case; the order that dispatch makes of it has the same id. */
export const caseStream = (caseId: string): string => `case-${caseId}`;

/** How facts of cases become events: keyed by the case, in its cycle and its area. */
export const caseStreams: StreamDefinition<CaseState, CaseCommand, CaseFact, CaseRefusal> = {
  decider: caseDecider,
  types: caseEventTypes,
  keys: (stream, state) => {
    const caseKey = stream.slice('case-'.length);
    return state.status === 'absent' ? { caseKey } : { caseKey, cycle: state.cycle, area: state.area };
  },
};
