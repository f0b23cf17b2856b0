import type { RejectCode } from './reject.js';

export type ReadTime = { readonly kind: 'moment'; readonly at: string } | { readonly kind: 'fault'; readonly code: RejectCode };

const form = /^(\d{4,6})-(\d{2})-(\d{2})[T ](\d{2}):(\d{2})(?::(\d{2})(?:[.,](\d{1,9}))?)?\s*(Z|z|[+-]\d{2}(?::?\d{2})?)?$/;
const dayMs = 86_400_000;

/**
 * Reads the times that exports write: `2011-10-11 13:45:40.276000+02:00`, `2014-05-09T19:02:21-05:00`, `…Z`, `…+0200`.
 * The offset is kept; what is finer than a millisecond is cut off (the original text stays in the event).
 *
 * @param zone for times without one, e.g. `+08:00`.
 */
export function readTime(text: string, now: number, zone?: string): ReadTime {
  const trimmed = text.trim();
  if (trimmed === '') return fault('MISSING_TIME');
  const match = form.exec(trimmed);
  if (match === null) return fault('UNREADABLE_TIME');
  const [, year = '', month = '', day = '', hour = '', minute = '', second = '00', fraction = '', written] = match;
  if (written === undefined && zone === undefined) return fault('TIME_WITHOUT_ZONE');
  if (year.length !== 4 || Number(year) < 1900) return fault('ABSURD_TIME');
  const offset = offsetOf(written ?? zone ?? 'Z');
  if (offset === undefined || !exists(Number(year), Number(month), Number(day))) return fault('IMPOSSIBLE_TIME');
  if (Number(hour) > 23 || Number(minute) > 59 || Number(second) > 59) return fault('IMPOSSIBLE_TIME');
  const at = `${year}-${month}-${day}T${hour}:${minute}:${second}.${fraction.padEnd(3, '0').slice(0, 3)}${offset}`;
  return Date.parse(at) > now + dayMs ? fault('ABSURD_TIME') : { kind: 'moment', at };
}

/** `+02:00` of `Z`, `+02`, `+0200`, `+02:00`; undefined where no place on earth has it. */
export function offsetOf(zone: string): string | undefined {
  if (/^z$/i.test(zone)) return '+00:00';
  const match = /^([+-])(\d{2}):?(\d{2})?$/.exec(zone);
  if (match === null) return undefined;
  const [, sign = '+', hours = '', minutes = '00'] = match;
  if (Number(minutes) > 59 || Number(hours) * 60 + Number(minutes) > 14 * 60) return undefined;
  return `${sign}${hours}:${minutes}`;
}

function exists(year: number, month: number, day: number): boolean {
  const date = new Date(Date.UTC(year, month - 1, day));
  return date.getUTCFullYear() === year && date.getUTCMonth() === month - 1 && date.getUTCDate() === day;
}

const fault = (code: RejectCode): ReadTime => ({ kind: 'fault', code });
