import type { Matter } from '@huying/domain-case';
import { defaultPolicy, workCalendar, type DeadlineRules } from '@huying/domain-deadline';
import type { Actor } from '@huying/kernel';
import { specFor, type Given } from '@huying/testing';
import type { Due, Evidence, OrderFact } from './order-facts.js';
import { orderDecider } from './order.decider.js';

export const given = specFor(orderDecider);

/** Thursday 18 June 2026, 09:00; the Dragon Boat holiday begins the day after. */
export const at = '2026-06-18T09:00:00.000+08:00';
export const rules: DeadlineRules = {
  policy: defaultPolicy,
  calendar: workCalendar({ version: 'v2', years: [2026], offDays: ['2026-06-19'], makeUpDays: [] }),
};
const area = '430304900900';
const desk = (role: Actor['role']): Actor => ({ person: `P-${role}`, role, unit: 'U-COM', area });
export const dispatcher = desk('DIS');
export const street: Actor = { ...desk('ST'), area: '430304900' };
export const secretary = desk('SEC');
export const reviewer = desk('REV');
export const callback = desk('CBK');
export const resident: Actor = { person: 'R022', role: 'RES' };
export const handler: Actor = { person: 'P24', role: 'HAN', unit: 'U-PM', area };
export const volunteer: Actor = { person: 'P24', role: 'VOL' };
export const colleague: Actor = { ...handler, person: 'P25' };
export const lead: Actor = { ...handler, person: 'P20', role: 'HLD' };

export const matter: Matter = {
  area,
  type: 'REPAIR',
  service: 'LAMP',
  priority: 'normal',
  place: { grid: 'G1', building: 'B3' },
  contact: 'phone',
  complainant: 'R022',
  keyHolder: 'R022',
};
export const taken = (change: Partial<Matter> = {}): OrderFact => ({ type: 'HandoverTaken', data: { handover: 1, cycle: 1, ...matter, ...change } });
export const assignee = { unit: 'U-PM', person: 'P24' };
export const dispatched: OrderFact = { type: 'CaseDispatched', data: { dispatch: 1, ...assignee, volunteer: false, item: 'LAMP', priority: 'normal' } };
export const due = (timer: Due['timer'], start: string, until: string, basis: Due['basis'] = 'dispatch'): OrderFact => ({
  type: 'DeadlineSet',
  data: { timer, start, due: until, provisional: false, priority: 'normal', policy: 'v0', calendar: 'v2', basis },
});
/** 18 June 09:00 + 4 working hours is 15:00 the same day; + 5 working days from there ends with 26 June (RULES §1.6). */
export const signOffDue = '2026-06-18T15:00:00.000+08:00';
export const mainDue = '2026-06-27T00:00:00.000+08:00';
export const nextWorkingDayEnds = '2026-06-23T00:00:00.000+08:00';
export const dues: readonly OrderFact[] = [
  due('TM06', at, signOffDue),
  due('TM07', at, nextWorkingDayEnds),
  due('TM08', signOffDue, mainDue),
  due('TM09', at, nextWorkingDayEnds),
];
export const signed: OrderFact = { type: 'CaseSigned', data: assignee };
export const contacted: OrderFact = { type: 'ResidentContacted', data: { via: 'relay', effective: true } };
export const evidence = (kind: Evidence['kind']): Evidence => ({
  ...{ kind, sha256: 'a'.repeat(64), contentKey: kind.padEnd(64, '0'), mediaType: 'image/png', bytes: 10 },
});
export const proven: readonly OrderFact[] = (['photo-before', 'photo-after', 'cost-source', 'sign'] as const).map((kind) => ({
  type: 'EvidenceAttached',
  data: evidence(kind),
}));
export const returnRequested = (request = 1, actor = 'P24'): Given<OrderFact> => ({
  type: 'ReturnRequested',
  data: { unit: 'U-PM', afterSignOff: false, request },
  actor,
});
export const reported: Given<OrderFact> = {
  type: 'CompletionReported',
  data: { ...assignee, contact: 'contacted', evidence: ['photo-before', 'photo-after', 'cost-source', 'sign'] },
  actor: 'P24',
};

export const atS20: readonly OrderFact[] = [taken(), dispatched, ...dues];
export const atS30: readonly OrderFact[] = [...atS20, signed];
export const atS40: readonly Given<OrderFact>[] = [...atS30, contacted, ...proven, reported];
