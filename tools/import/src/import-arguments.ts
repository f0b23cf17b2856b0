import { basename, resolve } from 'node:path';
import { sourceFormats } from '@huying/contracts';
import { gatewayAddress, textOption as text, typedArguments, UsageFault } from '@huying/platform';
import { offsetOf } from './foreign-time.js';

export type SourceFormat = (typeof sourceFormats)[number];

export interface ImportArguments {
  readonly format: SourceFormat;
  readonly file: string;
  /** Which system the history comes from; part of every case's identity. */
  readonly system: string;
  readonly rejects: string;
  readonly zone?: string;
  /** The gateway. */
  readonly url: string;
  readonly token?: string;
  /** Demonstration user to sign in as where no token is given. */
  readonly user: string;
}

export const usage = `npm run import -- --format xes|xes-csv|open311-json FILE
  FILE              may be gzipped (.xes.gz)
  --system NAME     the system that the history comes from (default: the format's name); the same case id in two systems is two cases
  --zone +08:00     offset of times that are written without one (default: such rows are rejected)
  --rejects FILE    where rejected rows are listed (default: FILE's name with .rejects.ndjson, in this folder)
  --user NAME       demonstration user to sign in as (default: secretary)
HUYING_URL    the gateway (default: http://127.0.0.1:8080)
HUYING_TOKEN  a token of your own, instead of a demonstration user
Exit code: 0 all rows imported, 3 some rows rejected, 2 could not run.`;

/** @throws UsageFault */
export function importArguments(
  args: readonly string[],
  env: Readonly<Record<string, string | undefined>>,
  folder: string,
): ImportArguments | 'help' {
  const { values, positionals } = typedArguments(args, { format: text, system: text, zone: text, rejects: text, user: text });
  if (values.help === true) return 'help';
  const [file, ...more] = positionals;
  if (file === undefined || more.length > 0) throw new UsageFault('name exactly one file to import 请指定一个文件');
  const format = sourceFormats.find((known) => known === values.format);
  if (format === undefined) throw new UsageFault(`--format must be one of ${sourceFormats.join(', ')} 请用 --format 指定格式`);
  const system = values.system ?? format;
  if (!/^[a-z0-9][a-z0-9._-]{0,63}$/.test(system))
    throw new UsageFault('--system must be lower-case letters, digits, dots, underscores and hyphens');
  const zone = values.zone === undefined ? undefined : offsetOf(values.zone);
  if (values.zone !== undefined && zone === undefined) throw new UsageFault('--zone must be an offset such as +08:00');
  const token = env['HUYING_TOKEN'];
  return {
    format,
    file: resolve(folder, file),
    system,
    rejects: resolve(folder, values.rejects ?? `${basename(file)}.rejects.ndjson`),
    ...(zone === undefined ? {} : { zone }),
    url: gatewayAddress(env),
    ...(token === undefined || token === '' ? {} : { token }),
    user: values.user ?? 'secretary',
  };
}
