/** Units of a limit: working days, working hours, hours, minutes and calendar days. */
export type DurationUnit = 'wd' | 'wh' | 'h' | 'min' | 'd';

/** A limit as the policy states it: `5wd`, `4wh`, `24h`, `30min`, `30d`. */
export interface Duration {
  readonly count: number;
  readonly unit: DurationUnit;
}

const form = /^([1-9]\d{0,3})(wd|wh|h|min|d)$/;

/** Reads `5wd`; `undefined` where the text is no limit (zero, a fraction, an unknown unit, more than four digits). */
export function parseDuration(text: string): Duration | undefined {
  const match = form.exec(text);
  if (!match) return undefined;
  return { count: Number(match[1]), unit: match[2] as DurationUnit };
}

/** Reads a limit that was checked when its policy was adopted. Throws on any other text: that is a bug, not a refusal. */
export function durationOf(text: string): Duration {
  const duration = parseDuration(text);
  if (!duration) throw new RangeError(`not a duration: ${text}`);
  return duration;
}
