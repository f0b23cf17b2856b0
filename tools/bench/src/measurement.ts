import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

/** One figure beside its floor, measured in the same run. */
export interface Measurement {
  readonly name: string;
  readonly unit: string;
  readonly params: Readonly<Record<string, string | number>>;
  readonly value: number;
  /** What the plainest way of doing the same reaches here; null where a figure stands alone. */
  readonly floor: number | null;
  /** value ÷ floor. */
  readonly ratio: number | null;
}

export function measured(
  name: string,
  unit: string,
  params: Measurement['params'],
  value: number,
  floor: number | null = null,
): Measurement {
  return {
    name,
    unit,
    params,
    value: rounded(value),
    floor: floor === null ? null : rounded(floor),
    ratio: floor === null ? null : rounded(value / floor),
  };
}

/** Four significant digits: more would claim what a bench cannot know. */
function rounded(value: number): number {
  return Number(value.toPrecision(4));
}

const columns = ['name', 'params', 'value', 'floor', 'ratio', 'unit'] as const;

/** The figures as a table for people. */
export function tableOf(measurements: readonly Measurement[]): string {
  const rows = [
    [...columns],
    ...measurements.map(({ name, params, value, floor, ratio, unit }) => [
      name,
      Object.entries(params)
        .map(([key, given]) => `${key}=${given}`)
        .join(' '),
      String(value),
      floor === null ? '—' : String(floor),
      ratio === null ? '—' : ratio.toFixed(2),
      unit,
    ]),
  ];
  const widths = columns.map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)));
  return rows
    .map((row) =>
      row
        .map((cell, column) => cell.padEnd(widths[column] ?? 0))
        .join('  ')
        .trimEnd(),
    )
    .join('\n');
}

/** Writes the figures for programs; answers the path. */
export async function writeResults(folder: string, name: string, measurements: readonly Measurement[]): Promise<string> {
  await mkdir(folder, { recursive: true });
  const path = join(folder, `${name}.json`);
  await writeFile(path, `${JSON.stringify(measurements, null, 2)}\n`);
  return path;
}
