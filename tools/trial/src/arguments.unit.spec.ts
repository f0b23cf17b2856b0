import { UsageFault } from '@huying/platform';
import { describe, expect, it } from 'vitest';
import { readWish } from './arguments.js';

describe('what a trial is asked for', () => {
  it('is a thousand cases on PostgreSQL, and some of our own, unless something else is said', () => {
    expect(readWish([])).toEqual({ command: 'trial', cases: 1000, native: 20, seed: 1, buses: ['postgres'] });
    expect(readWish(['--cases', '100000', '--bus', 'both', '--seed', '9', '--keep', '/k'])).toEqual({
      command: 'trial',
      cases: 100_000,
      native: 1000,
      seed: 9,
      buses: ['postgres', 'kafka'],
      keep: '/k',
    });
    expect(readWish(['generate', 'x.xes.gz', '--cases', '5'])).toEqual({ command: 'generate', cases: 5, seed: 1, file: 'x.xes.gz' });
    expect(readWish(['--help'])).toBe('help');
  });

  it.each([[['--cases', 'many']], [['--bus', 'rabbit']], [['generate']], [['--colour', 'red']]])(
    'is refused as %j in one sentence',
    (args) => {
      expect(() => readWish(args)).toThrow(UsageFault);
    },
  );
});
