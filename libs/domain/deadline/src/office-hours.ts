/** `08:30`; `24:00` is the end of a day. */
export type TimeOfDay = string;

/** When an office works, and when its day ends for limits in days (RULES §1.6: versioned, since summer and winter differ). */
export interface OfficeHours {
  /** Ascending, without overlap: `[["08:30", "12:00"], ["14:00", "17:30"]]`. */
  readonly businessHours: readonly (readonly [TimeOfDay, TimeOfDay])[];
  /** `24:00`, or the close of business where the policy says so. */
  readonly dayEnds: TimeOfDay;
}

const form = /^(?:([01]\d|2[0-3]):([0-5]\d)|24:00)$/;

export const isTimeOfDay = (text: string): boolean => form.test(text);

/** Minutes since midnight. The text was checked when the policy was adopted. */
export const minutesOf = (time: TimeOfDay): number => Number(time.slice(0, 2)) * 60 + Number(time.slice(3, 5));

/** What is wrong with office hours; empty where nothing is. */
export function officeHoursFaults({ businessHours, dayEnds }: OfficeHours): readonly string[] {
  const times = businessHours.flat();
  if (times.length === 0) return ['businessHours: at least one span'];
  if (![...times, dayEnds].every(isTimeOfDay)) return ['businessHours, dayEnds: times are HH:MM, up to 24:00'];
  const ascending = times.every((time, index) => index === 0 || minutesOf(times[index - 1] ?? time) < minutesOf(time));
  if (!ascending) return ['businessHours: spans are ascending and do not touch'];
  return minutesOf(dayEnds) === 0 ? ['dayEnds: after 00:00'] : [];
}
