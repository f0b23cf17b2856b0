import { covers, happened, nothingNew, refused, refusedForNow, type Decider, type Decision, type Role } from '@huying/kernel';
import { evolveResident } from './evolve-resident.js';
import type {
  ApproveErasure,
  EndRetention,
  PlaceLegalHold,
  RejectErasure,
  ReleaseLegalHold,
  RequestErasure,
  ResidentCommand,
} from './resident-commands.js';
import type { PiiErasureRefused, ResidentFact } from './resident-facts.js';
import type { ResidentRefusal } from './resident-refusals.js';
import { holdsInForce, unknownResident, type Erasure, type ResidentState } from './resident-state.js';
import type { ErasureBasis } from './resident-vocabulary.js';
import { retentionIsOver } from './retention.js';

type Decided = Decision<ResidentFact, ResidentRefusal>;

/** Holds are the district supervisor's: whoever is supervised must not decide what is kept (the sample half-year, 10 June). */
const holders: readonly Role[] = ['SUP'];
/** Custody of keys is split: the data protection officer asks, one of the line approves (RULES §6). */
const requesters: readonly Role[] = ['DPO'];
const approvers: readonly Role[] = ['SEC', 'ST', 'SUP'];
/** Nobody's post: the routine that ends retention. */
const routine: readonly Role[] = ['SYS'];

/**
 * What may be done with one person's data, on `resident-<id>`: legal holds, and erasure by two persons (RULES §6, DESIGN §9). Holds and
 * erasures stand on one stream, so that a hold that was placed first is always seen.
 */
export const residentDecider: Decider<ResidentState, ResidentCommand, ResidentFact, ResidentRefusal> = {
  initial: unknownResident,
  decide(command, state) {
    const { actor, data } = command;
    if (!rolesFor[command.type].includes(actor.role)) return refused('ROLE_NOT_ALLOWED');
    if (command.type === 'EndRetention') return endRetention(command, state);
    if (![...data.cases, ...data.standings].every(({ area }) => covers(actor.area, area))) return refused('OUTSIDE_YOUR_AREA');
    switch (command.type) {
      case 'PlaceLegalHold':
        return placeHold(command, state);
      case 'ReleaseLegalHold':
        return releaseHold(command, state);
      case 'RequestErasure':
        return requestErasure(command, state);
      case 'ApproveErasure':
        return approveErasure(command, state);
      case 'RejectErasure':
        return rejectErasure(command, state);
    }
  },
  evolve: evolveResident,
};

const rolesFor: Readonly<Record<ResidentCommand['type'], readonly Role[]>> = {
  PlaceLegalHold: holders,
  ReleaseLegalHold: holders,
  RequestErasure: requesters,
  ApproveErasure: approvers,
  RejectErasure: [...approvers, ...requesters],
  EndRetention: routine,
};

function placeHold({ data }: PlaceLegalHold, { holds }: ResidentState): Decided {
  const { hold, person, caseId, ground, reference } = data;
  if (holds.has(hold)) return nothingNew;
  return happened({
    type: 'LegalHoldPlaced',
    data: { hold, person, ...(caseId === undefined ? {} : { caseId }), ground, ...(reference === undefined ? {} : { reference }) },
  });
}

function releaseHold({ data: { hold, reference } }: ReleaseLegalHold, { holds }: ResidentState): Decided {
  if (!holds.has(hold)) return refused('HOLD_NOT_FOUND');
  if (holds.get(hold) === false) return nothingNew;
  return happened({ type: 'LegalHoldReleased', data: { hold, ...(reference === undefined ? {} : { reference }) } });
}

/** A hold does not keep anybody from asking: it is answered when the second person looks, and the refusal is on record then. */
function requestErasure({ data }: RequestErasure, { erasures }: ResidentState): Decided {
  const { erasure, person, basis } = data;
  if (erasures.has(erasure)) return nothingNew;
  const pending = [...erasures].find(([, { status }]) => status === 'requested');
  if (pending !== undefined) return refusedForNow('ERASURE_PENDING', { erasure: pending[0] });
  return stillNeeded(basis, data) ?? happened({ type: 'PiiErasureRequested', data: { erasure, person, basis } });
}

function approveErasure({ actor, data }: ApproveErasure, state: ResidentState): Decided {
  const { erasure } = data;
  const found = state.erasures.get(erasure);
  const { person } = state;
  if (found === undefined || person === undefined) return refused('ERASURE_NOT_FOUND');
  if (found.status === 'approved') return nothingNew;
  if (found.status === 'refused') return refused('ERASURE_DECIDED');
  if (actor.person === found.requestedBy) return refused('SAME_PERSON');
  const holds = holdsInForce(state);
  if (holds.length > 0) return happened(refusalOf({ erasure, person, found, holds, reason: 'LEGAL_HOLD', by: actor.person }));
  return (
    stillNeeded(found.basis, data) ??
    happened({
      type: 'PiiErasureApproved',
      data: { erasure, person, basis: found.basis, approvedBy: [found.requestedBy, actor.person] },
    })
  );
}

/** Nothing is destroyed, so whoever asked may take it back himself. */
function rejectErasure({ actor, data: { erasure, reason } }: RejectErasure, { erasures, person }: ResidentState): Decided {
  const found = erasures.get(erasure);
  if (found === undefined || person === undefined) return refused('ERASURE_NOT_FOUND');
  if (found.status === 'refused') return nothingNew;
  if (found.status === 'approved') return refused('ERASURE_APPROVED');
  return happened(refusalOf({ erasure, person, found, holds: [], reason, by: actor.person }));
}

/**
 * Two persons approve what somebody chooses: whom, and when. Here nobody chooses. The log says when the last case closed, the rule says the
 * rest, and anybody can compute it again; so the routine asks and approves by itself. A hold stands against it all the same: that is on
 * record once for the same holds, and when they are released the routine finds the person due again.
 */
function endRetention({ at, actor, data }: EndRetention, state: ResidentState): Decided {
  const { erasure, person } = data;
  if (state.erasures.has(erasure)) return nothingNew;
  if (!retentionIsOver(data, at)) return refusedForNow('RETENTION_RUNS');
  const found: Erasure = { status: 'requested', basis: 'retention-over', requestedBy: actor.person, holds: [] };
  const request: ResidentFact = { type: 'PiiErasureRequested', data: { erasure, person, basis: found.basis } };
  const holds = holdsInForce(state).slice(0, 20);
  const approval: ResidentFact = {
    type: 'PiiErasureApproved',
    data: { erasure, person, basis: found.basis, approvedBy: [actor.person] },
  };
  if (holds.length === 0) return happened<ResidentFact>(request, approval);
  const known = [...state.erasures.values()].some((one) => one.basis === found.basis && sameHolds(one.holds, holds));
  return known ? nothingNew : happened<ResidentFact>(request, refusalOf({ erasure, person, found, holds, reason: 'LEGAL_HOLD', by: actor.person }));
}

const sameHolds = (one: readonly string[], other: readonly string[]): boolean =>
  one.length === other.length && one.every((hold) => other.includes(hold));

/**
 * While a case is open somebody must be able to reach the resident, and its terms run (PI §47: until they are over, data are kept and used
 * for nothing else). He may withdraw it first. What was collected unlawfully goes all the same. The name of an officer is kept while he is
 * in post (RULES §6).
 */
function stillNeeded(basis: ErasureBasis, { cases, standings }: Pick<RequestErasure['data'], 'cases' | 'standings'>): Decided | undefined {
  if (standings.some(({ inPost }) => inPost)) return refusedForNow('STILL_IN_POST');
  const open = cases.filter((one) => one.open).map(({ caseId }) => caseId);
  return basis === 'unlawful-collection' || open.length === 0 ? undefined : refusedForNow('CASES_OPEN', { cases: open.slice(0, 20) });
}

const refusalOf = ({ erasure, person, found, holds, reason, by }: Refusal): ResidentFact => ({
  type: 'PiiErasureRefused',
  data: { erasure, person, basis: found.basis, reason, holds: holds.slice(0, 20), requestedBy: found.requestedBy, secondPerson: by },
});

interface Refusal {
  readonly erasure: string;
  readonly person: string;
  readonly found: Erasure;
  readonly holds: readonly string[];
  readonly reason: PiiErasureRefused['data']['reason'];
  readonly by: string;
}
