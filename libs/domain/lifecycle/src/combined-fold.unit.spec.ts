import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { roles, type Role } from '@huying/kernel';
import { foldCase, viewOf } from './case-view.js';
import { evolveCase, initialCase, type CaseHistoryEvent, type CombinedCase } from './combined-case.js';
import { actorIn, TwoHands } from './two-hands.spec.js';
import { wishes } from './wishes.spec.js';

/** One step of a random walk: a command by somebody, or the post going round, sometimes twice. */
type Step = { readonly kind: 'command'; readonly role: Role; readonly pick: number; readonly minutes: number } | { readonly kind: 'post'; readonly again: number | undefined };

/** The roles in which something can be done, the others rarely: a walk of nothing but refusals would prove little. */
const busy: readonly Role[] = ['RES', 'FQ', 'ACC', 'DIS', 'HAN', 'HLD', 'REV', 'CBK', 'SEC'];
const role = fc.oneof({ weight: 9, arbitrary: fc.constantFrom(...busy) }, { weight: 1, arbitrary: fc.constantFrom(...roles) });
const step: fc.Arbitrary<Step> = fc.oneof(
  { weight: 6, arbitrary: fc.record({ kind: fc.constant('command' as const), role, pick: fc.nat(), minutes: fc.nat(900) }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('post' as const), again: fc.option(fc.nat(), { nil: undefined }) }) },
);
const walk = fc.record({
  steps: fc.array(step, { minLength: 10, maxLength: 200, size: 'max' }),
  contact: fc.constantFrom('phone' as const, 'anonymous' as const),
  type: fc.constantFrom('REPAIR' as const, 'CONSULT' as const),
  interleaving: fc.infiniteStream(fc.boolean()),
});

/** Picks among the wishes that would change something now, else any: so walks get far. */
function takeStep(hands: TwoHands, { role: who, pick, minutes }: Extract<Step, { kind: 'command' }>, contact: 'phone' | 'anonymous', type: 'REPAIR' | 'CONSULT'): void {
  hands.pass(minutes % 60);
  // Withdrawal ends nearly everything: one walk in some dozens of steps meets it, not every second one.
  const all = wishes(actorIn(who), hands.at, contact, type).filter(({ command }) => pick % 25 === 0 || !command.type.startsWith('Withdraw'));
  const fruitful = all.filter((each) => hands.wouldWrite(each));
  const chosen = fruitful.length > 0 ? fruitful : all;
  const next = chosen[pick % chosen.length];
  if (next !== undefined) hands.do(next);
}

function interleaved(hands: TwoHands, caseFirst: Iterator<boolean>): CombinedCase {
  const [cases, orders] = [[...hands.caseEvents], [...hands.orderEvents]];
  let combined = initialCase;
  while (cases.length + orders.length > 0) {
    const takeCase = orders.length === 0 || (cases.length > 0 && caseFirst.next().value === true);
    const next = takeCase ? cases.shift() : orders.shift();
    combined = evolveCase(combined, { side: takeCase ? 'case' : 'order', event: next } as CaseHistoryEvent);
  }
  return combined;
}

describe('the combined fold (DESIGN §2, a case across two services)', () => {
  it('equals lifecycle.json for every history that both deciders can produce, with hand-overs delivered late, and again', () => {
    const reached = new Set<string>();
    fc.assert(
      fc.property(walk, ({ steps, contact, type, interleaving }) => {
        const hands = new TwoHands();
        for (const each of steps) {
          if (each.kind === 'command') takeStep(hands, each, contact, type);
          else if (each.again === undefined) hands.deliver();
          else expect(hands.deliverAgain(each.again)).toBe(0);
          expect(hands.foldedCode()).toBe(hands.code);
          reached.add(hands.code ?? '∅');
        }
        // Whatever way the two logs are read into one another, the case is the same.
        const folded = foldCase(hands.caseEvents, hands.orderEvents);
        expect(viewOf(interleaved(hands, interleaving[Symbol.iterator]()))).toEqual(viewOf(folded));
      }),
      { numRuns: 300, seed: 20260618 },
    );
    // The walks were worth something: every state that exists so far was reached.
    expect([...reached].sort()).toEqual(['S00', 'S10', 'S20', 'S21', 'S30', 'S40', 'S50', 'S60', 'S92', '∅'].sort());
  });
});
