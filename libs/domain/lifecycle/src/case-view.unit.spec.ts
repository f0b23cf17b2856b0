import { describe, expect, it } from 'vitest';
import type { Role } from '@huying/kernel';
import { viewOf } from './case-view.js';
import { initialCase } from './combined-case.js';
import { actorIn, TwoHands, type Wish } from './two-hands.spec.js';
import { wish } from './wishes.spec.js';

/** Who does what; `deliver` lets the next hand-over arrive. */
type Step = readonly [Role, Wish['command']['type'], number?] | 'deliver';

function story(...steps: readonly Step[]): TwoHands {
  const hands = new TwoHands();
  for (const step of steps) {
    if (step === 'deliver') hands.deliver();
    else hands.pass(1).do(wish(actorIn(step[0]), hands.at, step[1], step[2]));
  }
  return hands;
}
const view = (...steps: readonly Step[]) => viewOf(story(...steps).folded);

const registered: Step = ['RES', 'RegisterCase'];
const accepted: readonly Step[] = [registered, ['ACC', 'AcceptCase']];
const dispatched: readonly Step[] = [...accepted, 'deliver', ['DIS', 'DispatchCase']];
const signed: readonly Step[] = [...dispatched, ['HAN', 'SignOrder']];
const reported: readonly Step[] = [
  ...signed,
  ['HAN', 'RecordContact'],
  ...[0, 1, 3, 4].map((kind) => ['HAN', 'AttachEvidence', kind] as const),
  ['HAN', 'ReportCompletion'],
];
const reviewed: readonly Step[] = [...reported, ['REV', 'AcceptCompletion']];

describe('who holds a case (custody)', () => {
  it.each<[string, readonly Step[], object]>([
    ['the first-contact owner', [registered], { role: 'FQ', person: 'P-FQ', post: 'K2' }],
    ['the dispatchers', accepted, { role: 'DIS' }],
    ['the assigned handler', dispatched, { role: 'HAN', person: 'H1', unit: 'U-PM' }],
    ['the assigned handler', signed, { role: 'HAN', person: 'H1', unit: 'U-PM' }],
    ['the reviewers', reported, { role: 'REV' }],
    ['the callback officers', reviewed, { role: 'CBK' }],
  ])('is %s', (_, steps, custody) => {
    expect(view(...steps)?.custody).toMatchObject(custody);
  });
  it('is nobody once it has ended', () => {
    expect(view(registered, ['RES', 'WithdrawCase'])).toMatchObject({ state: 'S92', custody: undefined });
  });
});

describe('a case on its way between the services', () => {
  it('has entered the new state already, and is nobody’s to work on yet', () => {
    expect(view(...accepted)).toMatchObject({ state: 'S10', onItsWay: true });
    expect(view(...accepted, 'deliver')).toMatchObject({ state: 'S10', onItsWay: false });
    expect(view(...reviewed)).toMatchObject({ state: 'S50', onItsWay: true });
    expect(view(...reviewed, 'deliver')).toMatchObject({ state: 'S50', onItsWay: false });
  });
  it('is in its state since it was given, not since it was taken', () => {
    expect(view(...reviewed, 'deliver')?.since).toBe(view(...reviewed)?.since);
    expect(view(...accepted, 'deliver')?.since).toBe(view(...accepted)?.since);
  });
});

describe('running deadlines (RULES §1.6, starts → stops)', () => {
  const running = (...steps: readonly Step[]) => view(...steps)?.running.map(({ timer }) => timer);

  it.each<[string, readonly Step[], string[]]>([
    ['TM05 until it is dispatched', accepted, ['TM05']],
    ['sign-off, contact, the main one and the return window', dispatched, ['TM06', 'TM07', 'TM08', 'TM09']],
    ['no sign-off once signed', signed, ['TM07', 'TM08', 'TM09']],
    ['no contact once the resident was reached', [...signed, ['HAN', 'RecordContact']], ['TM08', 'TM09']],
    ['the review while a reviewer looks at the report', reported, ['TM12']],
    ['the decision about a return while it is asked for', [...dispatched, ['HLD', 'RequestReturn']], ['TM07', 'TM08', 'TM10']],
    ['the main one again after a rejected report', [...reported, ['REV', 'RejectCompletion']], ['TM08', 'TM09']],
    ['the callback', [...reviewed, 'deliver'], ['TM11']],
  ])('are %s', (_, steps, timers) => {
    expect(running(...steps)).toEqual(timers);
  });
  it('keep every due date that was ever set (I4)', () => {
    const hands = story(...dispatched, ['HLD', 'RequestReturn'], ['DIS', 'ApproveReturn']);
    hands.pass(60).do(wish(actorIn('DIS'), hands.at, 'DispatchCase'));
    const seen = viewOf(hands.folded);
    expect(seen?.deadlines.map(({ timer }) => timer)).toEqual(['TM05', 'TM06', 'TM07', 'TM08', 'TM09', 'TM10', 'TM05', 'TM06', 'TM09']);
    expect(seen?.running.map(({ timer }) => timer)).toEqual(['TM07', 'TM08', 'TM06', 'TM09']);
  });
});

describe('what is known of a case', () => {
  it('sums up contact, evidence, callback and rating', () => {
    const seen = view(...reviewed, 'deliver', ['CBK', 'RecordCallbackAttempt'], ['CBK', 'CompleteCallback'], ['RES', 'SubmitRating']);
    expect(seen).toMatchObject({
      contact: { wish: 'phone', contacted: true, failedTries: 0 },
      callback: { tries: 1, answer: 'resolved' },
      rating: '不满意',
    });
    expect(seen?.evidence.map(({ kind }) => kind)).toEqual(['photo-before', 'photo-after', 'cost-source', 'sign']);
  });
  it('is nothing before its first event', () => {
    expect(viewOf(initialCase)).toBeUndefined();
  });
});
