/**
 * A moment, ISO 8601 with milliseconds and offset (GB/T 7408.1-2023), e.g. `2026-06-18T09:00:00.000+08:00`.
 * Compare through {@link epochOf}, never as text: two offsets may name one moment.
 */
export type Instant = string;

/** Milliseconds since 1970-01-01T00:00Z. Throws on a text that is no moment: instants are checked at the door. */
export function epochOf(instant: Instant): number {
  const epoch = Date.parse(instant);
  if (Number.isNaN(epoch)) throw new RangeError(`not a moment: ${instant}`);
  return epoch;
}

/** Shanghai keeps UTC+8 all year (no daylight saving since 1991). */
const shanghaiOffsetMs = 8 * 3_600_000;

/** Writes a moment as the log does: Asia/Shanghai, milliseconds, `+08:00`. Pure: `Date` only formats a given number. */
export function shanghai(epochMs: number): Instant {
  return new Date(epochMs + shanghaiOffsetMs).toISOString().replace('Z', '+08:00');
}
