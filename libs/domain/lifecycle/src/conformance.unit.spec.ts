import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { conformanceOf, type HistoryStep } from './conformance.js';
import { endedStates } from './ended-states.js';
import { lifecycleTable, type Transition } from './lifecycle-table.js';
import { TwoHands, actorIn } from './two-hands.spec.js';
import { wishes } from './wishes.spec.js';

const history = (...events: readonly string[]): readonly HistoryStep[] => events.map((event) => ({ event }));
const straight = [
  'CaseRegistered',
  'CaseAccepted',
  'CaseDispatched',
  'CaseSigned',
  'CompletionReported',
  'CompletionAccepted',
  'CaseClosed',
  'CaseArchived',
];
const named = (events: readonly string[]) => conformanceOf(history(...events)).deviations.map(({ kind, event, at, before }) => ({ kind, event, at, before }));

describe('the lifecycle as this library has it', () => {
  it('is domain/lifecycle.json, row by row', () => {
    const oracle = JSON.parse(readFileSync(new URL('../../../../domain/lifecycle.json', import.meta.url), 'utf8')) as {
      transitions: readonly { id: string; src: string | null; event: string; dst: string; roles: readonly string[]; zh: string }[];
    };
    expect(lifecycleTable).toEqual(oracle.transitions.map(({ id, src, event, dst, roles, zh }) => ({ id, from: src, event, to: dst, roles, zh })));
  });

  it('ends a case in the states that domain/lifecycle.json calls closed or terminal', () => {
    const { states } = JSON.parse(readFileSync(new URL('../../../../domain/lifecycle.json', import.meta.url), 'utf8')) as {
      states: Readonly<Record<string, { kind: string }>>;
    };
    const ended = Object.entries(states).flatMap(([state, { kind }]) => (kind === 'closed' || kind === 'terminal' ? [state] : []));
    expect(endedStates).toEqual(ended);
  });
});

describe('a history beside the lifecycle', () => {
  it('conforms step by step, whatever else happened in between, and however far it has come', () => {
    const { conforms, steps } = conformanceOf(history('CaseRegistered', 'FirstContactAssigned', 'CaseAccepted', 'HandoverTaken', 'CaseDispatched'));
    expect(conforms).toBe(true);
    expect(steps).toEqual([
      { at: 0, event: 'CaseRegistered', transition: 'T01', from: null, to: 'S00' },
      { at: 2, event: 'CaseAccepted', transition: 'T08', from: 'S00', to: 'S10' },
      { at: 4, event: 'CaseDispatched', transition: 'T11', from: 'S10', to: 'S20' },
    ]);
    expect(conformanceOf([])).toEqual({ conforms: true, steps: [], deviations: [] });
  });

  it.each(straight.slice(0, -1).map((event, at) => [event, at] as const))('without its %s has that step named as left out', (event, at) => {
    expect(named(straight.filter((each) => each !== event))).toEqual([{ kind: 'left-out', event, at: undefined, before: at }]);
  });

  it.each(straight.map((event, at) => [event, at] as const))('with %s twice has that step named as doubled', (event, at) => {
    expect(named(straight.toSpliced(at, 0, event))).toEqual([{ kind: 'doubled', event, at: at + 1, before: undefined }]);
  });

  it.each(straight.slice(0, -1).map((event, at) => [event, straight[at + 1] ?? '', at] as const))(
    'with %s after %s has one of the two named as out of order',
    (event, next, at) => {
      const deviations = named(straight.toSpliced(at, 2, next, event));
      expect(deviations).toHaveLength(1);
      expect(deviations[0]?.kind).toBe('out-of-order');
      expect([event, next]).toContain(deviations[0]?.event);
    },
  );

  it('with a step that its state does not allow is told what it allows', () => {
    const { deviations } = conformanceOf(history(...straight.slice(0, 3), 'SuspensionLifted'));
    expect(deviations).toMatchObject([{ kind: 'not-allowed', event: 'SuspensionLifted', at: 3, state: 'S20', transition: undefined }]);
    expect(deviations[0]?.allowed).toEqual(['CasesMerged', 'CaseSigned', 'ReturnRequested', 'CaseReassigned', 'CaseWithdrawn', 'DispatchRecalled']);
  });

  it('whose step was taken by somebody who may not has it named; a volunteer counts as a handler', () => {
    const signed = (role: string): readonly HistoryStep[] => [...history(...straight.slice(0, 3)), { event: 'CaseSigned', role }];
    expect(conformanceOf(signed('HAN')).conforms).toBe(true);
    expect(conformanceOf(signed('VOL')).conforms).toBe(true);
    expect(conformanceOf(signed('RES')).deviations).toMatchObject([{ kind: 'wrong-role', event: 'CaseSigned', transition: 'T12', at: 3, state: 'S20' }]);
  });
});

/** A way through the lifecycle, drawn step by step. */
const walk = fc.array(fc.nat(), { minLength: 2, maxLength: 30 }).map((draws) => {
  const rows: Transition[] = [];
  for (const draw of draws) {
    const possible = lifecycleTable.filter(({ from }) => from === (rows.at(-1)?.to ?? null));
    const next = possible[draw % Math.max(1, possible.length)];
    if (next === undefined) break; // Archived or voided: nothing follows.
    rows.push(next);
  }
  return rows.map(({ event }) => event);
});
const place = fc.nat();

/** Whether the lifecycle has a way that is exactly this history: the plainest possible second opinion. */
function isWay(events: readonly string[]): boolean {
  let state: Transition['from'] = null;
  return events.every((event) => {
    const row = lifecycleTable.find((candidate) => candidate.event === event && candidate.from === state);
    if (row !== undefined) state = row.to;
    return row !== undefined;
  });
}

describe('any history', () => {
  it('conforms exactly where it is a way through the lifecycle', () => {
    fc.assert(
      fc.property(fc.oneof(walk, fc.array(fc.constantFrom(...lifecycleTable.map(({ event }) => event)), { maxLength: 12 })), (events) => {
        expect(conformanceOf(history(...events)).conforms).toBe(isWay(events));
      }),
      { numRuns: 500, seed: 18 },
    );
  });

  it('with one step left out has at most one deviation, and none before it', () => {
    fc.assert(
      fc.property(walk, place, (events, pick) => {
        const at = pick % events.length;
        const changed = events.toSpliced(at, 1);
        const { deviations } = conformanceOf(history(...changed));
        expect(deviations.length).toBe(isWay(changed) ? 0 : 1);
        for (const deviation of deviations) expect(deviation.before ?? deviation.at ?? -1).toBeLessThanOrEqual(changed.length);
      }),
      { numRuns: 500, seed: 37 },
    );
  });

  it('with one step doubled has at most one deviation, and it names that step where there is one', () => {
    fc.assert(
      fc.property(walk, place, (events, pick) => {
        const at = pick % events.length;
        const event = events[at] ?? '';
        const changed = events.toSpliced(at, 0, event);
        const deviations = named(changed);
        expect(deviations.map((deviation) => [deviation.kind, deviation.event])).toEqual(isWay(changed) ? [] : [['doubled', event]]);
      }),
      { numRuns: 500, seed: 56 },
    );
  });

  it('with two steps exchanged has a deviation where it is no way any more', () => {
    fc.assert(
      fc.property(walk, place, (events, pick) => {
        const at = pick % (events.length - 1);
        const [one = '', other = ''] = [events[at], events[at + 1]];
        const changed = events.toSpliced(at, 2, other, one);
        const { conforms, deviations } = conformanceOf(history(...changed));
        expect(conforms).toBe(isWay(changed));
        expect(deviations.length).toBeLessThanOrEqual(2);
      }),
      { numRuns: 500, seed: 74 },
    );
  });

  it('that our own deciders made conforms, roles included', () => {
    fc.assert(
      fc.property(fc.array(fc.record({ role: fc.constantFrom('RES', 'FQ', 'ACC', 'DIS', 'HAN', 'HLD', 'REV', 'CBK', 'SEC'), pick: fc.nat() }), { minLength: 20, maxLength: 80 }), (steps) => {
        const hands = new TwoHands();
        const told: HistoryStep[] = [];
        let [cases, orders] = [0, 0];
        for (const { role, pick } of steps) {
          const fruitful = wishes(actorIn(role), hands.pass(7).at).filter((wish) => hands.wouldWrite(wish));
          const chosen = fruitful[pick % Math.max(1, fruitful.length)];
          if (chosen === undefined) hands.deliver();
          else hands.do(chosen);
          for (const { type, role: by } of [...hands.caseEvents.slice(cases), ...hands.orderEvents.slice(orders)]) told.push({ event: type, role: by });
          [cases, orders] = [hands.caseEvents.length, hands.orderEvents.length];
        }
        expect(conformanceOf(told).deviations).toEqual([]);
      }),
      { numRuns: 100, seed: 93 },
    );
  });
});
