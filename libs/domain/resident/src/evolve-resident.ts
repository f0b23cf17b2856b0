import type { Recorded } from '@huying/kernel';
import type { ResidentFact } from './resident-facts.js';
import type { Erasure, ResidentState } from './resident-state.js';

export function evolveResident(state: ResidentState, event: Recorded<ResidentFact>): ResidentState {
  switch (event.type) {
    case 'LegalHoldPlaced': {
      const { hold, person, caseId } = event.data;
      return { ...state, person, holds: new Map(state.holds).set(hold, true), latestKey: caseId };
    }
    case 'LegalHoldReleased':
      return { ...state, holds: new Map(state.holds).set(event.data.hold, false), latestKey: undefined };
    case 'PiiErasureRequested':
      return decided(state, event.data, { status: 'requested', basis: event.data.basis, requestedBy: event.actor, holds: [] });
    case 'PiiErasureRefused': {
      const { basis, requestedBy, holds } = event.data;
      return decided(state, event.data, { status: 'refused', basis, requestedBy, holds });
    }
    case 'PiiErasureApproved':
      return decided(state, event.data, { status: 'approved', basis: event.data.basis, requestedBy: event.data.approvedBy[0] ?? '', holds: [] });
  }
}

const decided = (state: ResidentState, about: { readonly erasure: string; readonly person: string }, erasure: Erasure): ResidentState => ({
  ...state,
  person: about.person,
  erasures: new Map(state.erasures).set(about.erasure, erasure),
  latestKey: about.erasure,
});
