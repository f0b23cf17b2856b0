import { guarded, happened, nothingNew, refused, type Decision, type Role } from '@huying/kernel';
import { notConcerned, roleGuards } from './authority.js';
import type { AcceptCase, TakeBack } from './case-commands.js';
import { callbackDue, dispatchDue } from './case-deadlines.js';
import type { CaseFact } from './case-facts.js';
import { guardCodes, type CaseRefusal } from './case-refusals.js';
import type { CaseIn, CaseState } from './case-state.js';

type CaseDecision = Decision<CaseFact, CaseRefusal>;

const permitted: readonly Role[] = ['ACC', 'DIS', 'SEC'];

/** 接单 (RULES §1.4 T08): the Party organisation accepts the case, knowing type, priority, grid and building, and hands it to dispatch. */
export function acceptCase(command: AcceptCase, state: CaseState): CaseDecision {
  switch (state.status) {
    case 'absent':
      return refused('CASE_NOT_FOUND');
    case 'registered':
      return notConcerned(command.actor, state) ?? accept(command, state);
    case 'with-dispatch':
      return nothingNew; // A second click is not an error.
    case 'awaiting-callback':
      return refused('CASE_ALREADY_ACCEPTED');
    case 'closed':
    case 'withdrawn':
      return refused('CASE_CLOSED');
  }
}

function accept({ at, actor, data, guards }: AcceptCase, state: CaseIn<'registered'>): CaseDecision {
  if (data.service !== undefined && data.choice === undefined) return refused('SERVICE_NOT_IN_MENU', { service: data.service });
  if (!data.placeKnown) return refused('PLACE_NOT_IN_DIRECTORY', { grid: data.place.grid, building: data.place.building });
  const { area, contact, complainant, keyHolder, subjectUnit } = state;
  return guarded(roleGuards(actor, permitted), guards, guardCodes, () =>
    happened<CaseFact>(
      {
        type: 'CaseAccepted',
        data: {
          handover: state.handover + 1,
          cycle: state.cycle,
          area,
          type: data.choice?.type ?? state.type,
          service: data.service ?? state.service,
          priority: data.priority,
          place: data.place,
          contact,
          ...(complainant === undefined ? {} : { complainant }),
          keyHolder,
          ...(subjectUnit === undefined ? {} : { subjectUnit }),
          duplicates: data.duplicates,
        },
      },
      ...dispatchDue(at, data.priority, data.rules),
    ),
  );
}

/** Takes the case back from dispatch; a hand-over taken before changes nothing. */
export function takeBack({ at, data }: TakeBack, state: CaseState): CaseDecision {
  const last = state.status === 'absent' ? 0 : state.handover;
  if (data.handover <= last) return nothingNew;
  if (state.status !== 'with-dispatch' || data.handover !== last + 1) return refused('HANDOVER_OUT_OF_ORDER', { last, given: data.handover });
  const { handover, outcome, handler, rules } = data;
  return happened<CaseFact>(
    { type: 'HandoverTaken', data: { handover, outcome, ...(handler === undefined ? {} : { handler }) } },
    ...(outcome === 'completed' ? callbackDue(at, state, rules) : []),
  );
}
