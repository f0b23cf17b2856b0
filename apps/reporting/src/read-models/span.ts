/** The month in Shanghai, `2026-06`. */
export const monthOf = (moment: string): string => new Date(Date.parse(moment) + 8 * 3_600_000).toISOString().slice(0, 7);

/** The earlier and the later of two moments, whatever their offsets; `undefined` counts as not there. */
export const earlier = (one: string | null, other: string): string => (one === null || Date.parse(other) < Date.parse(one) ? other : one);
export const later = (one: string | null, other: string): string => (one === null || Date.parse(other) > Date.parse(one) ? other : one);
