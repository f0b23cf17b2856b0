import type { StreamCondition } from '../runner-contract.js';

/** Whether a stream at a version is as a condition asks; without one, or with one on another category, it always is. */
export function isMet(
  condition: StreamCondition | undefined,
  { stream, version }: { readonly stream: string; readonly version: number },
): boolean {
  if (condition === undefined || !stream.startsWith(`${condition.category}-`)) return true;
  return condition.versions === 'exists' ? version > 0 : condition.versions.includes(version);
}
