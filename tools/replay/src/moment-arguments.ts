import { typedMoment, UsageFault } from '@huying/platform';

/** An event of a case: the number of a step of its replay, or a place in a log. */
export type EventPlace = { readonly step: number } | { readonly source: string; readonly position: number };

/** Takes an option with two moments out of the arguments, where it is among them. @throws UsageFault */
export function twoAfter(
  option: string,
  args: readonly string[],
): { readonly two: readonly [string, string] | undefined; readonly rest: readonly string[] } {
  const at = args.indexOf(option);
  if (at === -1) return { two: undefined, rest: args };
  const [from, to] = args.slice(at + 1, at + 3);
  if (from === undefined || to === undefined) throw new UsageFault(`${option} takes two moments 需要两个时间`);
  return { two: [typedMoment(option, from, 'ends'), typedMoment(option, to, 'ends')], rest: [...args.slice(0, at), ...args.slice(at + 3)] };
}

/** @throws UsageFault */
export function eventPlace(option: string, text: string): EventPlace {
  if (/^[1-9]\d{0,5}$/.test(text)) return { step: Number(text) };
  const [, source, position] = /^([a-z]+):([1-9]\d{0,14})$/.exec(text) ?? [];
  if (source === undefined || position === undefined)
    throw new UsageFault(`${option} must be the number of a step, or a place in a log such as dispatch:87 事件写法有误`);
  return { source, position: Number(position) };
}
