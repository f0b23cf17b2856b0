import { parseArgs, type ParseArgsConfig } from 'node:util';

/** Thrown for arguments that make no sense; its message is for the person who typed them. */
export class UsageFault extends Error {
  override readonly name = 'UsageFault';
  readonly code = 'USAGE';
}

type Options = NonNullable<ParseArgsConfig['options']>;
type WithHelp<Own extends Options> = Own & { readonly help: { readonly type: 'boolean'; readonly short: 'h' } };
type Typed<Own extends Options, Words extends boolean> = ReturnType<
  typeof parseArgs<{ args: string[]; allowPositionals: Words; options: WithHelp<Own> }>
>;

/** An option that takes a text. */
export const textOption = { type: 'string' } as const;

/** What was typed: options, `--help` and `-h` among them, and the words beside them. @throws UsageFault */
export const typedArguments = <const Own extends Options>(args: readonly string[], options: Own): Typed<Own, true> =>
  read(args, options, true);

/** What was typed to a command that takes options alone. @throws UsageFault */
export const typedOptions = <const Own extends Options>(args: readonly string[], options: Own): Typed<Own, false>['values'] =>
  read(args, options, false).values;

function read<const Own extends Options, Words extends boolean>(
  args: readonly string[],
  own: Own,
  allowPositionals: Words,
): Typed<Own, Words> {
  try {
    const options: WithHelp<Own> = { ...own, help: { type: 'boolean', short: 'h' } };
    return parseArgs({ args: [...args], allowPositionals, options });
  } catch (error) {
    throw new UsageFault(error instanceof Error ? error.message : 'unreadable arguments');
  }
}

/** @throws UsageFault */
export function wholeNumber(option: string, typed: string, least: number, most: number): number {
  const number = Number(typed);
  if (/^\d+$/.test(typed) && number >= least && number <= most) return number;
  throw new UsageFault(`${option} is a whole number from ${String(least)} to ${String(most)} 应为整数`);
}

/** The gateway's address, without a slash at its end. @throws UsageFault */
export function gatewayAddress({ HUYING_URL: url = 'http://127.0.0.1:8080' }: Readonly<Record<string, string | undefined>>): string {
  if (!URL.canParse(url) || !/^https?:/.test(url)) throw new UsageFault('HUYING_URL must be an http address 网关地址有误');
  return url.replace(/\/+$/, '');
}

/**
 * A moment: offsets are kept, a time without one is Shanghai's.
 *
 * @param day what a day alone means: its first moment or its last
 * @throws UsageFault
 */
export function typedMoment(option: string, typed: string, day: 'begins' | 'ends'): string;
export function typedMoment(option: string, typed: string | undefined, day: 'begins' | 'ends'): string | undefined;
export function typedMoment(option: string, typed: string | undefined, day: 'begins' | 'ends'): string | undefined {
  if (typed === undefined) return undefined;
  const whole = /^\d{4}-\d\d-\d\d$/.test(typed) ? `${typed}T${day === 'begins' ? '00:00:00.000' : '23:59:59.999'}` : typed;
  const zoned = /(?:Z|[+-]\d\d:\d\d)$/.test(whole) ? whole : `${whole}+08:00`;
  if (!/^\d{4}-\d\d-\d\dT\d\d:\d\d/.test(zoned) || Number.isNaN(Date.parse(zoned)))
    throw new UsageFault(`${option} must be a moment such as 2026-06-18T09:00:00+08:00, or a day 时间格式有误`);
  return zoned;
}

/** Of what was typed, what was given. */
export const given = (members: Readonly<Record<string, string | undefined>>): Readonly<Record<string, string>> =>
  Object.fromEntries(Object.entries(members).filter((member): member is [string, string] => member[1] !== undefined));
