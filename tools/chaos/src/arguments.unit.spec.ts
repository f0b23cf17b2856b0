import { UsageFault } from '@huying/platform';
import { describe, expect, it } from 'vitest';
import { readWish } from './arguments.js';
import { faultKinds } from './faults/index.js';

describe('the arguments of npm run chaos', () => {
  it('without any ask for every kind of fault, on the embedded bus', () => {
    expect(readWish([])).toEqual({ rounds: 20, buses: ['postgres'], kinds: faultKinds });
  });

  it('name rounds, buses, kinds and a seed', () => {
    expect(readWish(['--rounds', '100', '--bus', 'both', '--faults', 'freeze,kill', '--seed', '7'])).toEqual({
      rounds: 100,
      buses: ['postgres', 'kafka'],
      kinds: ['kill', 'freeze'],
      seed: 7,
    });
  });

  it.each([
    [['--rounds', '0'], '--rounds'],
    [['--rounds', 'many'], '--rounds'],
    [['--bus', 'nats'], '--bus'],
    [['--faults', 'kill,earthquake'], 'earthquake'],
    [['--seed', '-1'], '--seed'],
    [['--fast'], '--fast'],
  ])('%j are refused, naming what is wrong', (args, named) => {
    expect(() => readWish(args)).toThrow(UsageFault);
    expect(() => readWish(args)).toThrow(named);
  });
});
