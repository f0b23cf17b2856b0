import { describe, expect, it } from 'vitest';
import type { Actor, PolicyGuard } from '@huying/kernel';
import type { Given } from '@huying/testing';
import type { CaseFact } from './case-facts.js';
import { area, at, atS00, atS50, clerk, colleague, completed, firstContact, given, handler, rules, withDispatch } from './case-story.spec.js';

const newcomer: Actor = { person: 'P06', role: 'FQ', unit: 'U-HUB', area };
const handOver = (actor = firstContact) => ({ type: 'HandOverFirstContact', at, actor, data: { to: colleague } }) as const;
const accept = (actor = newcomer, when = at) => ({ type: 'AcceptFirstContact', at: when, actor, data: { rules } }) as const;
const discharge = (actor = firstContact) => ({ type: 'DischargeFirstContact', at, actor, data: null }) as const;
const offered: Given<CaseFact> = { type: 'FirstContactHandedOver', data: { from: 'P-FQ', to: colleague }, time: at };
const taken: CaseFact = { type: 'FirstContactHandoverAccepted', data: { ...colleague, from: 'P-FQ' } };
const replied: CaseFact = { type: 'ResultReplied', data: { via: 'phone' } };
const discharged: CaseFact = { type: 'FirstContactDischarged', data: { person: 'P-FQ', replied: true } };

describe('handing over the first contact (首问, RULES §3.6)', () => {
  it('offers it to a colleague, and the owner stays the owner until that one accepts (I1)', () => {
    given(...atS00).when(handOver()).then({ type: 'FirstContactHandedOver', data: { from: 'P-FQ', to: colleague } });
    expect(given(...atS00, offered).state).toMatchObject({ firstContact: { owner: { person: 'P-FQ' } } });
    expect(given(...atS00, offered, taken).state).toMatchObject({ firstContact: { owner: { person: 'P06' } } });
  });
  it('is the owner’s to offer, and the chosen colleague’s to accept', () => {
    given(...atS00).when(handOver(clerk)).thenRefused('FIRST_CONTACT_NOT_YOURS');
    given(...atS00, offered).when(accept()).then(taken);
    given(...atS00, offered).when(accept(clerk)).thenRefused('FIRST_CONTACT_NOT_YOURS');
    given(...atS00).when(accept()).thenRefused('NO_FIRST_CONTACT_HANDOVER');
  });
  it('goes on while dispatch holds the case', () => {
    given(...withDispatch).when(handOver()).thenTypes('FirstContactHandedOver');
  });
  it('is accepted within two working hours, or as a breach where the policy flags it', () => {
    given(...atS00, offered).when(accept(newcomer, '2026-06-18T11:00:00.000+08:00')).then(taken);
    const late = accept(newcomer, '2026-06-18T11:00:00.001+08:00');
    given(...atS00, offered).when(late).thenRefused('FIRST_CONTACT_HANDOVER_LATE');
    given(...atS00, offered)
      .when({ ...late, guards: new Set<PolicyGuard>(['firstcontact.handover-limit']) })
      .then({ ...taken, data: { ...taken.data, breaches: ['firstcontact.handover-limit'] } });
  });
  it('changes nothing when it is offered or accepted again', () => {
    given(...atS00, offered).when(handOver()).thenNothing();
    given(...atS00, offered, taken).when(accept()).thenNothing();
  });
});

describe('ending the first contact (RULES §3.6)', () => {
  it('needs that the resident has his answer: by a reply, or on the callback', () => {
    given(...atS00).when(discharge()).thenRefused('REPLY_OWED');
    given(...atS00, replied).when(discharge()).then(discharged);
    given(...atS50, completed).when(discharge()).then(discharged);
  });
  it('is the owner’s own act, once', () => {
    given(...atS00, replied).when(discharge(clerk)).thenRefused('FIRST_CONTACT_NOT_YOURS');
    given(...atS00, replied, discharged).when(discharge()).thenNothing();
    given(...atS00, replied, discharged).when(handOver()).thenRefused('FIRST_CONTACT_DISCHARGED');
  });
});

describe('telling the resident the result', () => {
  const reply = (actor: Actor) => ({ type: 'RecordReply', at, actor, data: { via: 'phone' } }) as const;
  it('is for the first-contact owner, and for who handled the case', () => {
    given(...atS00).when(reply(firstContact)).then(replied);
    given(...atS50).when(reply(handler)).then(replied);
    given(...atS50).when(reply(clerk)).thenRefused('FIRST_CONTACT_NOT_YOURS');
  });
});
