import type { Round } from './round.js';
import type { ChaosRun } from './run-chaos.js';

/** How many faults of each kind were survived, for each bus, as lines of a table. */
export function tableOf(runs: readonly Pick<ChaosRun, 'bus' | 'rounds'>[]): readonly string[] {
  const names = [...new Set(runs.flatMap(({ rounds }) => rounds.map(({ fault }) => fault.name)))].sort();
  const rows = names.map((name) => [name, ...runs.map(({ rounds }) => cell(rounds.filter(({ fault }) => fault.name === name)))]);
  const total = ['all', ...runs.map(({ rounds }) => cell(rounds))];
  return aligned([['fault survived 经受的故障', ...runs.map(({ bus }) => bus)], ...rows, total]);
}

/** `3` where all three were survived, `2 of 3` otherwise; `-` where there was none. */
function cell(rounds: readonly Round[]): string {
  if (rounds.length === 0) return '-';
  const survived = rounds.filter(({ violations }) => violations.length === 0).length;
  return survived === rounds.length ? String(survived) : `${String(survived)} of ${String(rounds.length)}`;
}

function aligned(rows: readonly (readonly string[])[]): readonly string[] {
  const widths = (rows[0] ?? []).map((_, column) => Math.max(...rows.map((row) => widthOf(row[column] ?? ''))));
  return rows.map((row) =>
    row
      .map((text, column) => text + ' '.repeat((widths[column] ?? 0) - widthOf(text)))
      .join('  ')
      .trimEnd(),
  );
}

/** Columns of a terminal: Chinese characters take two. */
const widthOf = (text: string): number => text.length + (text.match(/[\u2e80-\uffef]/g)?.length ?? 0);

export function lineOf({ fault, ms, violations }: Round, number: number, rounds: number): string {
  const place = `${String(number).padStart(String(rounds).length)}/${String(rounds)}`;
  const outcome = violations.length === 0 ? 'survived 通过' : 'NOT SURVIVED 未通过';
  return `  ${place}  ${fault.name.padEnd(24)} ${(ms / 1_000).toFixed(1).padStart(5)} s  ${outcome}`;
}
