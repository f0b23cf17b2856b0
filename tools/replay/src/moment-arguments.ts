/** Thrown for arguments that make no sense; its message is for the person who typed them. */
export class UsageFault extends Error {
  override readonly name = 'UsageFault';
}

/** An event of a case: the number of a step of its replay, or a place in a log. */
export type EventPlace = { readonly step: number } | { readonly source: string; readonly position: number };

/** Offsets are kept; a time without one is Shanghai's, a day ends at its last moment. @throws UsageFault */
export function moment(option: string, text: string): string;
export function moment(option: string, text: string | undefined): string | undefined;
export function moment(option: string, text: string | undefined): string | undefined {
  if (text === undefined) return undefined;
  const whole = /^\d{4}-\d\d-\d\d$/.test(text) ? `${text}T23:59:59.999` : text;
  const zoned = /(?:Z|[+-]\d\d:\d\d)$/.test(whole) ? whole : `${whole}+08:00`;
  if (!/^\d{4}-\d\d-\d\dT\d\d:\d\d/.test(zoned) || Number.isNaN(Date.parse(zoned)))
    throw new UsageFault(`${option} must be a moment such as 2026-06-18T09:00:00+08:00, or a day 时间格式有误`);
  return zoned;
}

/** Takes an option with two moments out of the arguments, where it is among them. @throws UsageFault */
export function twoAfter(
  option: string,
  args: readonly string[],
): { readonly two: readonly [string, string] | undefined; readonly rest: readonly string[] } {
  const at = args.indexOf(option);
  if (at === -1) return { two: undefined, rest: args };
  const [from, to] = args.slice(at + 1, at + 3);
  if (from === undefined || to === undefined) throw new UsageFault(`${option} takes two moments 需要两个时间`);
  return { two: [moment(option, from), moment(option, to)], rest: [...args.slice(0, at), ...args.slice(at + 3)] };
}

/** @throws UsageFault */
export function eventPlace(option: string, text: string): EventPlace {
  if (/^[1-9]\d{0,5}$/.test(text)) return { step: Number(text) };
  const [, source, position] = /^([a-z]+):([1-9]\d{0,14})$/.exec(text) ?? [];
  if (source === undefined || position === undefined)
    throw new UsageFault(`${option} must be the number of a step, or a place in a log such as dispatch:87 事件写法有误`);
  return { source, position: Number(position) };
}
