import { describe, it } from 'vitest';
import { faults } from './faults/index.js';
import { expectSurvival } from './expect-survival.spec.js';

describe('a system under load, with a process for every service', () => {
  it(`survives every fault, each of ${String(faults.length)} twice and more, with nothing lost and nothing doubled`, () =>
    expectSurvival(66));
});
