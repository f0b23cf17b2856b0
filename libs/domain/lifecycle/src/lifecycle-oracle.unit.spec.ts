import { describe, expect, it } from 'vitest';
import { roles, type Role } from '@huying/kernel';
import { actorIn, transitions, TwoHands, type Row, type Wish } from './two-hands.spec.js';
import { wish, wishes } from './wishes.spec.js';

/** Rows of lifecycle.json that the product does not have yet. A row leaves this list when it is built, and not by being forgotten. */
const notYetBuilt = [
  'T03 S00', 'T04 S00', 'T05 S90', 'T06 S01', 'T07 S01', 'T09 S00', 'T09 S10', 'T09 S20', 'T09 S30', 'T10 S93', 'T18 S20', 'T18 S30',
  'T23 S50', 'T24 S30', 'T25 S32', 'T26 S32', 'T27 S30', 'T28 S31', 'T29 S31', 'T30 S01', 'T30 S31', 'T30 S32', 'T31 S60', 'T32 S92',
  'T32 S94', 'T33 S60', 'T34 S90', 'T34 S91', 'T34 S92', 'T34 S93', 'T34 S94', 'T35 S00', 'T35 S10', 'T36 S91', 'T37 S20',
]; // prettier-ignore

const nameOf = ({ id, src }: Pick<Row, 'id' | 'src'>): string => `${id} ${src ?? '∅'}`;

type Step = readonly [Role, Wish['command']['type'], number?];

/** How a case gets into each state, step by step; `undefined` steps deliver the hand-overs. */
const pathTo: Readonly<Record<string, readonly (Step | 'deliver')[]>> = {
  '∅': [],
  S00: [['RES', 'RegisterCase']],
  S10: [['RES', 'RegisterCase'], ['ACC', 'AcceptCase'], 'deliver'],
  S20: [['RES', 'RegisterCase'], ['ACC', 'AcceptCase'], 'deliver', ['DIS', 'DispatchCase']],
  S21: [['RES', 'RegisterCase'], ['ACC', 'AcceptCase'], 'deliver', ['DIS', 'DispatchCase'], ['HLD', 'RequestReturn']],
  S30: [
    ...([['RES', 'RegisterCase'], ['ACC', 'AcceptCase'], 'deliver', ['DIS', 'DispatchCase'], ['HAN', 'SignOrder']] as const),
    ...([['HAN', 'RecordContact'], ['HAN', 'AttachEvidence', 0], ['HAN', 'AttachEvidence', 1], ['HAN', 'AttachEvidence', 3], ['HAN', 'AttachEvidence', 4]] as const),
  ],
};
const reported = [...(pathTo.S30 ?? []), ['HAN', 'ReportCompletion']] as const;
const awaiting = [...reported, ['REV', 'AcceptCompletion'], 'deliver', ['CBK', 'RecordCallbackAttempt'], ['CBK', 'CompleteCallback']] as const;
const paths: typeof pathTo = {
  ...pathTo,
  S40: reported,
  S50: awaiting,
  S60: [...awaiting, ['CBK', 'CloseCase']],
  S92: [['RES', 'RegisterCase'], ['RES', 'WithdrawCase']],
};

function caseIn(state: string, type: 'REPAIR' | 'CONSULT' = 'REPAIR'): TwoHands {
  const hands = new TwoHands();
  for (const step of paths[state] ?? []) {
    if (step === 'deliver') hands.deliver();
    else if (step[1] === 'RegisterCase') hands.do(first(wishes(actorIn(step[0]), hands.at, 'phone', type)));
    else hands.do(wish(actorIn(step[0]), hands.at, step[1], step[2]));
  }
  return hands;
}

function first(all: readonly Wish[]): Wish {
  const [register] = all;
  if (register === undefined) throw new Error('no command');
  return register;
}

/** Every command in every reachable state by every role; what moved, by row and role. */
function everythingTried(): ReadonlyMap<string, ReadonlySet<Role>> {
  const moved = new Map<string, Set<Role>>();
  for (const [state, type] of [...Object.keys(paths).map((code) => [code, 'REPAIR'] as const), ['S00', 'CONSULT'] as const]) {
    const start = caseIn(state, type);
    for (const role of roles) {
      for (const each of wishes(actorIn(role), start.at, 'phone', type)) {
        for (const { event, from } of start.clone().do(each)) {
          const row = transitions.find((candidate) => candidate.event === event && candidate.src === from);
          if (row !== undefined) moved.set(nameOf(row), (moved.get(nameOf(row)) ?? new Set()).add(role));
        }
      }
    }
  }
  return moved;
}

describe('both deciders against lifecycle.json (RULES §1.4)', () => {
  const moved = everythingTried();

  it.each(Object.keys(paths))('a case can be brought into %s', (state) => {
    expect(caseIn(state).code ?? '∅').toBe(state);
  });

  it('make every transition of the oracle but those named as not yet built, and no other', () => {
    const built = transitions.map(nameOf).filter((name) => !notYetBuilt.includes(name));
    expect([...moved.keys()].sort()).toEqual([...new Set(built)].sort());
  });

  it.each(transitions.filter((row) => !notYetBuilt.includes(nameOf(row))))('$id from $src is for $roles, and a volunteer counts as handler', (row) => {
    // 党员办单: a volunteer who was given the order acts as its handler.
    const allowed = row.roles.includes('HAN') ? [...row.roles, 'VOL'] : row.roles;
    expect([...(moved.get(nameOf(row)) ?? [])].sort()).toEqual([...allowed].sort());
  });

  it('name as not yet built only rows that exist', () => {
    expect(notYetBuilt.filter((name) => !transitions.some((row) => nameOf(row) === name))).toEqual([]);
  });
});
