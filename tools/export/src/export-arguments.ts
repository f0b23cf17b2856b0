import { resolve } from 'node:path';
import { gatewayAddress, given, textOption as text, typedMoment, typedOptions, UsageFault } from '@huying/platform';

const formats = ['xes', 'ocel'] as const;

export interface ExportArguments {
  readonly format: (typeof formats)[number];
  /** Standard output when absent. */
  readonly out?: string;
  /** Of the question to the gateway: which cases, known by when, in which language, packed or not. */
  readonly query: Readonly<Record<string, string>>;
  /** The gateway. */
  readonly url: string;
  readonly token?: string;
  /** Demonstration user to sign in as where no token is given. */
  readonly user: string;
}

export const usage = `npm run export -- --format xes|ocel --out FILE
  --out FILE        where to write; gzipped when its name ends in .gz; without it, to standard output (then: npm run --silent export)
  --source NAME     cases of one system: huying, or the name that an import gave
  --kind KIND       native (of this system) or imported
  --area CODE       cases of an area and all below it
  --service CODE    cases of one service
  --from T, --to T  cases opened at or after --from and before --to (ISO 8601: 2026-06-18T09:00:00+08:00, or a day)
  --known-by T      what the system knew at T
  --lang zh|en      what steps of our own cases are called: 签收 or CaseSigned (default: en)
  --user NAME       demonstration user to sign in as (default: auditor)
HUYING_URL    the gateway (default: http://127.0.0.1:8080)
HUYING_TOKEN  a token of your own, instead of a demonstration user
Exit code: 0 written whole, 2 could not run, or broke off: then there is no FILE.`;

/** @throws UsageFault */
export function exportArguments(
  args: readonly string[],
  env: Readonly<Record<string, string | undefined>>,
  folder: string,
): ExportArguments | 'help' {
  const values = typedOptions(args, {
    format: text,
    out: text,
    source: text,
    kind: text,
    area: text,
    service: text,
    from: text,
    to: text,
    'known-by': text,
    lang: text,
    user: text,
  });
  if (values.help === true) return 'help';
  const format = formats.find((known) => known === values.format);
  if (format === undefined) throw new UsageFault('--format must be xes or ocel 请用 --format 指定格式');
  const { out, source, kind, area, service, lang } = values;
  const query = {
    source,
    kind,
    area,
    service,
    lang,
    from: typedMoment('--from', values.from, 'begins'),
    to: typedMoment('--to', values.to, 'begins'),
    knownBy: typedMoment('--known-by', values['known-by'], 'begins'),
    compress: out?.endsWith('.gz') === true ? 'gzip' : undefined,
  };
  const token = env['HUYING_TOKEN'];
  return {
    format,
    ...(out === undefined ? {} : { out: resolve(folder, out) }),
    query: given(query),
    url: gatewayAddress(env),
    ...(token === undefined || token === '' ? {} : { token }),
    user: values.user ?? 'auditor',
  };
}
