import { textOption as text, typedOptions, UsageFault, wholeNumber } from '@huying/platform';
import { faultKinds, type Bus, type FaultKind } from './faults/index.js';

export const usage = `npm run chaos -- [--rounds N] [--bus postgres|kafka|both] [--faults a,b] [--seed S]
  --rounds N   faults injected on each bus, one after another (default 20)
  --bus        postgres (default), kafka, or both
  --faults     only these kinds: ${faultKinds.join(', ')}
  --seed S     a number that an earlier run printed: the same faults in the same order
Exit code: 0 nothing was lost or doubled, 1 something was, 2 could not be understood.`;

export interface Wish {
  readonly rounds: number;
  readonly buses: readonly Bus[];
  readonly kinds: readonly FaultKind[];
  /** Undefined where a new one is to be drawn. */
  readonly seed?: number;
}

/** @throws UsageFault */
export function readWish(args: readonly string[]): Wish | 'help' {
  const values = typedOptions(args, { rounds: text, bus: text, faults: text, seed: text });
  if (values.help === true) return 'help';
  const seed = values.seed === undefined ? {} : { seed: wholeNumber('--seed', values.seed, 0, 4_294_967_295) };
  return {
    rounds: wholeNumber('--rounds', values.rounds ?? '20', 1, 10_000),
    buses: busesIn(values.bus),
    kinds: kindsIn(values.faults),
    ...seed,
  };
}

function busesIn(text: string | undefined): readonly Bus[] {
  switch (text) {
    case undefined:
    case 'postgres':
      return ['postgres'];
    case 'kafka':
      return ['kafka'];
    case 'both':
      return ['postgres', 'kafka'];
    default:
      throw new UsageFault(`--bus is postgres, kafka or both, not ${text} 应为 postgres、kafka 或 both`);
  }
}

function kindsIn(text: string | undefined): readonly FaultKind[] {
  if (text === undefined) return faultKinds;
  const named = text.split(',');
  const unknown = named.filter((name) => !faultKinds.some((kind) => kind === name));
  if (unknown.length > 0) throw new UsageFault(`there is no kind of fault called ${unknown.join(', ')} 没有这种故障`);
  return faultKinds.filter((kind) => named.includes(kind));
}
