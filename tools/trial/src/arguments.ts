import type { Bus } from '@huying/chaos';
import { textOption as text, typedArguments, UsageFault, wholeNumber } from '@huying/platform';

export const usage = `npm run trial -- [--cases N] [--native N] [--bus postgres|kafka|both] [--seed S] [--keep DIR]
npm run trial -- generate FILE.xes.gz [--cases N] [--seed S]
  A system of its own takes generated histories in by its own doors, and everything that can be counted of them is counted again.
  --cases N    generated histories that are imported (default 1000; 100000 is what the README tells of)
  --native N   cases that people take through the services' own commands (default: one for every hundred, 20 at least)
  --bus        postgres (default), kafka (Java ≥ 17), or both
  --seed S     another seed: other histories (default 1)
  --keep DIR   where the exports are to be kept (default: nowhere)
HUYING_PM4PY_PYTHON  a Python that has PM4Py (default: one is made below .cache; without python3 that check is left out, loudly)
Exit code: 0 everything was as counted, 1 something was not, 2 could not be understood.`;

interface Histories {
  readonly cases: number;
  readonly seed: number;
}

export interface TrialWish extends Histories {
  readonly command: 'trial';
  readonly native: number;
  readonly buses: readonly Bus[];
  readonly keep?: string;
}

export interface GenerateWish extends Histories {
  readonly command: 'generate';
  readonly file: string;
}

/** @throws UsageFault */
export function readWish(args: readonly string[]): TrialWish | GenerateWish | 'help' {
  const { values, positionals } = typedArguments(args, { cases: text, native: text, bus: text, seed: text, keep: text });
  if (values.help === true) return 'help';
  const cases = wholeNumber('--cases', values.cases ?? '1000', 1, 10_000_000);
  const seed = wholeNumber('--seed', values.seed ?? '1', 0, 4_294_967_295);
  const [command, file, ...more] = positionals;
  if (command === undefined) {
    const native = wholeNumber('--native', values.native ?? String(Math.max(20, Math.ceil(cases / 100))), 0, 1_000_000);
    return {
      command: 'trial',
      cases,
      seed,
      native,
      buses: busesIn(values.bus),
      ...(values.keep === undefined ? {} : { keep: values.keep }),
    };
  }
  if (command === 'generate' && file !== undefined && more.length === 0) return { command, cases, seed, file };
  throw new UsageFault('say nothing more, or `generate` and one file 请勿附加其他内容，或使用 generate FILE');
}

function busesIn(text = 'postgres'): readonly Bus[] {
  if (text === 'both') return ['postgres', 'kafka'];
  if (text === 'postgres' || text === 'kafka') return [text];
  throw new UsageFault(`--bus is postgres, kafka or both, not ${text} 应为 postgres、kafka 或 both`);
}
