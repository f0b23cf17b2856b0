import { parseArgs } from 'node:util';

export interface ReplayArguments {
  /** A case's id, or the number that an imported case has at its source. */
  readonly case: string;
  readonly occurredBy?: string;
  readonly knownBy?: string;
  readonly lang: Language;
  /** The gateway. */
  readonly url: string;
  readonly token?: string;
  /** Demonstration user to sign in as where no token is given. */
  readonly user: string;
}

export type Language = 'zh' | 'en';

export const usage = `npm run replay -- CASE
  CASE              a case's id, or the number that an imported case has at its source
  --occurred-by T   what had happened by T (ISO 8601: 2026-06-18T09:00:00+08:00, or a day)
  --known-by T      what the system knew at T
  --lang zh|en      language of the timeline (default: zh, unless LANG is set to another language)
  --user NAME       demonstration user to sign in as (default: auditor)
HUYING_URL    the gateway (default: http://127.0.0.1:8080)
HUYING_TOKEN  a token of your own, instead of a demonstration user
Exit code: 0 shown, 1 no such case, 2 could not run.`;

/** Thrown for arguments that make no sense; its message is for the person who typed them. */
export class UsageFault extends Error {
  override readonly name = 'UsageFault';
}

type Environment = Readonly<Record<string, string | undefined>>;

/** @throws UsageFault */
export function replayArguments(args: readonly string[], env: Environment): ReplayArguments | 'help' {
  const { values, positionals } = parsed(args);
  if (values.help === true) return 'help';
  const [named, ...more] = positionals;
  if (named === undefined || more.length > 0) throw new UsageFault('name exactly one case 请指定一个诉求编号');
  const occurredBy = moment('--occurred-by', values['occurred-by']);
  const knownBy = moment('--known-by', values['known-by']);
  const token = env['HUYING_TOKEN'];
  return {
    case: named,
    ...(occurredBy === undefined ? {} : { occurredBy }),
    ...(knownBy === undefined ? {} : { knownBy }),
    lang: language(values.lang, env),
    url: gatewayUrl(env['HUYING_URL'] ?? 'http://127.0.0.1:8080'),
    ...(token === undefined || token === '' ? {} : { token }),
    user: values.user ?? 'auditor',
  };
}

function parsed(args: readonly string[]) {
  try {
    return parseArgs({
      args: [...args],
      allowPositionals: true,
      options: {
        'occurred-by': { type: 'string' },
        'known-by': { type: 'string' },
        lang: { type: 'string' },
        user: { type: 'string' },
        help: { type: 'boolean', short: 'h' },
      },
    });
  } catch (error) {
    throw new UsageFault(error instanceof Error ? error.message : 'unreadable arguments');
  }
}

/** Offsets are kept; a time without one is Shanghai's, a day ends at its last moment. */
function moment(option: string, text: string | undefined): string | undefined {
  if (text === undefined) return undefined;
  const whole = /^\d{4}-\d\d-\d\d$/.test(text) ? `${text}T23:59:59.999` : text;
  const zoned = /(?:Z|[+-]\d\d:\d\d)$/.test(whole) ? whole : `${whole}+08:00`;
  if (!/^\d{4}-\d\d-\d\dT\d\d:\d\d/.test(zoned) || Number.isNaN(Date.parse(zoned)))
    throw new UsageFault(`${option} must be a moment such as 2026-06-18T09:00:00+08:00, or a day 时间格式有误`);
  return zoned;
}

function language(chosen: string | undefined, env: Environment): Language {
  if (chosen === 'zh' || chosen === 'en') return chosen;
  if (chosen !== undefined) throw new UsageFault('--lang must be zh or en');
  const locale = env['LC_ALL'] ?? env['LC_MESSAGES'] ?? env['LANG'] ?? '';
  return locale === '' || /^(?:zh|C|POSIX)/.test(locale) ? 'zh' : 'en';
}

function gatewayUrl(text: string): string {
  if (!URL.canParse(text) || !/^https?:/.test(text)) throw new UsageFault('HUYING_URL must be an http address');
  return text.replace(/\/+$/, '');
}
