/** The middle value: one round that the machine disturbed does not move it. */
export const median = (values: readonly number[]): number => quantile(values, 0.5);

/** The value below which `share` of all values lie. */
export function quantile(values: readonly number[], share: number): number {
  if (values.length === 0) throw new RangeError('no values were measured');
  const sorted = Float64Array.from(values).sort();
  return sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? Number.NaN;
}
