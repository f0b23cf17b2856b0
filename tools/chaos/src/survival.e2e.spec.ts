import { busOfThisRun } from '@huying/testing-bus';
import { describe, it } from 'vitest';
import { expectSurvival } from './expect-survival.spec.js';

const quick = new Set(['kill -9 intake', 'kill -9 postgres', 'SIGSTOP dispatch', 'disk of postgres full']);
const broker = new Set(['kill -9 kafka', 'delivered out of order']);

describe('a system under load, with a process for every service', () => {
  it('survives one fault of each kind with nothing lost and nothing doubled', () =>
    busOfThisRun() === 'kafka'
      ? expectSurvival(broker.size, ({ name }) => broker.has(name))
      : expectSurvival(quick.size, ({ name }) => quick.has(name)));
});
