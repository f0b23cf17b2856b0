import { aborted } from './aborted.js';
import { draw } from './draw.js';
import type { Bus, Fault } from './faults/index.js';
import { closingViolations, playRound, type Round } from './round.js';
import { Stage } from './stage.js';

export interface ChaosOptions {
  readonly bus: Bus;
  readonly rounds: number;
  /** Drawn from, a deck at a time. */
  readonly faults: readonly Fault[];
  readonly seed: number;
  readonly onReady?: (folder: string, ms: number) => void;
  readonly onRound?: (round: Round, number: number) => void;
}

export interface ChaosRun {
  readonly bus: Bus;
  readonly rounds: readonly Round[];
  readonly acknowledged: number;
  /** What did not hold: after the last round, or at the end. Empty when all was survived. */
  readonly violations: readonly string[];
  /** Where the data of a run are kept that did not survive. */
  readonly kept?: string;
}

/**
 * Plays so many rounds against one system, and ends with the first that it did not survive.
 *
 * @param given up: stops the system, removes its data and throws
 */
export async function runChaos(
  { bus, rounds, faults, seed, onReady, onRound }: ChaosOptions,
  given: AbortSignal = new AbortController().signal,
): Promise<ChaosRun> {
  const began = performance.now();
  const ownDisk = faults.some(({ kind }) => kind === 'disk');
  const stage = await Stage.set(bus, ownDisk, given);
  onReady?.(stage.folder, performance.now() - began);
  const played: Round[] = [];
  let violations: readonly string[];
  try {
    const play = async (): Promise<readonly string[]> => {
      for (const fault of draw(faults, rounds, seed)) {
        const round = await playRound(stage, fault);
        played.push(round);
        if (given.aborted) break;
        onRound?.(round, played.length);
        if (round.violations.length > 0) return round.violations;
      }
      return closingViolations(stage);
    };
    violations = await Promise.race([play(), aborted(given)]);
  } catch (fault) {
    await stage.end();
    await stage.removeData();
    throw fault;
  }
  await stage.end();
  const run = { bus, rounds: played, acknowledged: stage.submissions.acknowledged.length, violations };
  if (violations.length > 0) return { ...run, kept: stage.folder };
  await stage.removeData();
  return run;
}
