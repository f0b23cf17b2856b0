import { describe, it } from 'vitest';
import type { Actor, PolicyGuard } from '@huying/kernel';
import type { RevealPii } from './case-commands.js';
import type { CaseFact, RevealGround } from './case-facts.js';
import { assignee, at, atS00, atS50, callback, clerk, closed, dispatcher, firstContact, given, handler, withDispatch } from './case-story.spec.js';

const reveal = (actor: Actor, assignment?: RevealPii['data']['assignment']): RevealPii => ({
  type: 'RevealPii',
  at,
  actor,
  data: { fields: ['phone'], reason: '约上门时间', ...(assignment === undefined ? {} : { assignment }) },
});
const revealed = (ground: RevealGround): CaseFact => ({ type: 'PiiRevealed', data: { fields: ['phone'], ground } });
const denied: CaseFact = { type: 'PiiRevealDenied', data: { fields: ['phone'] } };

describe('revealing personal data (RULES §6, §7 Q21)', () => {
  it('is for the assigned handler, the first-contact owner and the callback officer', () => {
    given(...withDispatch).when(reveal(handler, assignee)).then(revealed('assignment'));
    given(...atS50).when(reveal(handler)).then(revealed('assignment'));
    given(...atS00).when(reveal(firstContact)).then(revealed('first-contact'));
    given(...atS50).when(reveal(callback)).then(revealed('callback'));
  });
  it('seals the reason', () => {
    given(...atS50).when(reveal(callback)).thenSealed({ part: 'reason', person: 'R022', value: '约上门时间' });
  });
  it('is denied to everybody else, and the attempt is a fact', () => {
    given(...atS50).when(reveal(clerk)).then(denied);
    given(...withDispatch).when(reveal({ ...handler, person: 'P51' }, assignee)).then(denied);
    given(...atS50).when(reveal({ ...callback, area: '430304901' })).then(denied);
  });
  it('lets the desk whose turn it is read the matter, and neither name nor number', () => {
    const matterFor = (actor: Actor): RevealPii => ({ ...reveal(actor), data: { fields: ['words', 'spot'], reason: '受理' } });
    const read: CaseFact = { type: 'PiiRevealed', data: { fields: ['words', 'spot'], ground: 'desk' } };
    given(...atS00).when(matterFor(clerk)).then(read);
    given(...withDispatch).when(matterFor(dispatcher)).then(read);
    given(...atS50).when(matterFor(dispatcher)).thenTypes('PiiRevealDenied');
    given(...atS00).when(reveal(clerk)).then(denied);
    given(...atS00)
      .when({ ...reveal(clerk), data: { fields: ['words', 'phone'], reason: '受理' } })
      .thenTypes('PiiRevealDenied');
  });
  it('ends with the case, and for the first-contact owner with his duty', () => {
    given(...atS50, closed).when(reveal(handler)).then(denied);
    given(...atS00, { type: 'FirstContactDischarged', data: { person: 'P-FQ', replied: true } })
      .when(reveal(firstContact))
      .then(denied);
  });
  it('is let through as a breach where the policy flags `pii.assignment`', () => {
    given(...atS50)
      .when({ ...reveal(clerk), guards: new Set<PolicyGuard>(['pii.assignment']) })
      .then({ type: 'PiiRevealed', data: { fields: ['phone'], ground: 'none', breaches: ['pii.assignment'] } });
  });
});
