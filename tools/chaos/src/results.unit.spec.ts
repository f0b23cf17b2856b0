import { describe, expect, it } from 'vitest';
import type { Fault } from './faults/index.js';
import { tableOf } from './results.js';
import type { Round } from './round.js';

const round = (name: string, ...violations: string[]): Round => {
  const fault: Fault = { kind: 'kill', name, buses: ['postgres', 'kafka'], inject: () => Promise.resolve() };
  return { fault, ms: 1_000, violations };
};

describe('the table of a run', () => {
  it('counts the faults of each name that were survived, for each bus', () => {
    const table = tableOf([
      { bus: 'postgres', rounds: [round('kill -9 intake'), round('kill -9 intake'), round('disk full')] },
      { bus: 'kafka', rounds: [round('kill -9 intake'), round('kill -9 kafka', 'lost: case 7 was acknowledged')] },
    ]);
    expect(table).toEqual([
      'fault survived 经受的故障  postgres  kafka',
      'disk full                  1         -',
      'kill -9 intake             2         1',
      'kill -9 kafka              -         0 of 1',
      'all                        3         1 of 2',
    ]);
  });
});
