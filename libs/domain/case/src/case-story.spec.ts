import { defaultPolicy, workCalendar, type DeadlineRules } from '@huying/domain-deadline';
import type { Actor } from '@huying/kernel';
import { specFor, type Given } from '@huying/testing';
import type { CaseFact, FirstContactOwner } from './case-facts.js';
import type { ContactWish, Matter } from './case-vocabulary.js';
import { caseDecider } from './case.decider.js';

export const given = specFor(caseDecider);

/** Thursday 18 June 2026, 09:00; the Dragon Boat holiday begins the day after. */
export const at = '2026-06-18T09:00:00.000+08:00';
export const rules: DeadlineRules = {
  policy: defaultPolicy,
  calendar: workCalendar({ version: 'v2', years: [2026], offDays: ['2026-06-19'], makeUpDays: [] }),
};
export const area = '430304900900';
const desk = (role: Actor['role']): Actor => ({ person: `P-${role}`, role, unit: 'U-HUB', area });
export const firstContact = desk('FQ');
export const clerk = desk('ACC');
export const callback = desk('CBK');
export const dispatcher = desk('DIS');
export const system: Actor = { person: 'system:intake', role: 'SYS' };
export const resident: Actor = { person: 'R022', role: 'RES' };
export const stranger: Actor = { person: 'R099', role: 'RES' };
export const handler: Actor = { person: 'P24', role: 'HAN', unit: 'U-PM', area };
export const assignee = { unit: 'U-PM', person: 'P24' };

export const owner: FirstContactOwner = { person: 'P-FQ', unit: 'U-HUB', post: 'K2' };
export const colleague: FirstContactOwner = { person: 'P06', unit: 'U-HUB', post: 'K3' };

const registration: Extract<CaseFact, { type: 'CaseRegistered' }>['data'] = {
  ...{ area, type: 'REPAIR', service: 'LAMP', menu: 'm1', channel: 'online', place: { building: 'B3' } },
  ...{ contact: 'phone', complainant: 'R022', keyHolder: 'R022' },
};
export const registered = (change: { readonly type?: 'CONSULT'; readonly contact?: ContactWish } = {}): CaseFact => ({
  type: 'CaseRegistered',
  data: { ...registration, ...change },
});
export const assigned: CaseFact = { type: 'FirstContactAssigned', data: { ...owner, basis: 'duty' } };

export const place = { grid: 'G1', building: 'B3' };
export const matter: Matter = {
  ...{ area, type: 'REPAIR', service: 'LAMP', priority: 'normal', place, contact: 'phone', complainant: 'R022', keyHolder: 'R022' },
};
export const accepted: CaseFact = { type: 'CaseAccepted', data: { handover: 1, cycle: 1, ...matter, duplicates: [] } };
export const takenBack: CaseFact = { type: 'HandoverTaken', data: { handover: 2, outcome: 'completed', handler: assignee } };
export const attempt = (n: number, answered: boolean, time: string = at, registeredNumber = true): Given<CaseFact> => ({
  type: 'CallbackAttempted',
  data: { try: n, answered, durationSeconds: 60, registeredNumber },
  time,
});
export const completed: CaseFact = { type: 'CallbackCompleted', data: { answer: 'resolved', contacted: true } };
export const closed: CaseFact = { type: 'CaseClosed', data: { reason: 'answered' } };

export const atS00: readonly CaseFact[] = [registered(), assigned];
export const withDispatch: readonly CaseFact[] = [...atS00, accepted];
export const atS50: readonly CaseFact[] = [...withDispatch, takenBack];
