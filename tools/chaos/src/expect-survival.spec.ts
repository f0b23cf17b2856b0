import { busOfThisRun } from '@huying/testing-bus';
import { expect } from 'vitest';
import { faults, type Fault } from './faults/index.js';
import { runChaos } from './run-chaos.js';

/** Repeatable; another seed is another order of the same faults. */
const seed = 20_261_125;

/** So many rounds, each with a fault among the given ones; what this machine cannot do to itself is left out, loudly. */
export async function expectSurvival(rounds: number, among: (fault: Fault) => boolean = () => true): Promise<void> {
  const bus = busOfThisRun();
  const wanted = faults.filter((fault) => fault.buses.includes(bus) && among(fault));
  const missing = wanted.filter(({ unavailable }) => unavailable?.() !== undefined);
  for (const { name, unavailable } of missing) console.warn(`SKIPPED 跳过: ${name}: ${unavailable?.() ?? ''}`);
  const possible = wanted.filter((fault) => !missing.includes(fault));
  const run = await runChaos({ bus, rounds, faults: possible, seed });
  expect(run.violations, `${run.rounds.at(-1)?.fault.name ?? ''}; the data are kept in ${run.kept ?? ''}`).toEqual([]);
  expect(run.rounds).toHaveLength(rounds);
}
