import { join } from 'node:path';
import { services, type ServiceName } from '@huying/contracts';
import { gatewayAddress, given, textOption as text, typedArguments, typedMoment, UsageFault } from '@huying/platform';

export const usage = `npm run audit -- verify [--source SERVICE …] [--against DIR [--key VKEY …]]
      every service's own log beside audit's copy and the published tree, position by position, and beside the roots that audit
      recorded day by day 核对各服务日志、审计副本、存证与每日检查点
npm run audit -- pack CASE … --out FILE [--occurred-by T] [--known-by T]
npm run audit -- pack WORDS --out FILE [--occurred-by T] [--known-by T]
      a signed pack of the cases named, or of all that the words select, as a zip archive that verifies offline 签名审计包
  WORDS             --kind native|imported, --source SYSTEM, --area CODE, --service CODE, --from T, --to T (opened 立案时间),
                    --status CODE, --responsible ID (a person or a unit), --text WORDS: how the case stood at the moments asked for
  --source SERVICE  with verify: only this service's log; repeatable 只核对该服务
  --against DIR     also: do the logs continue the checkpoints kept in a mirror (npm run ledger -- mirror DIR)? 与镜像中的旧检查点比对
  --key VKEY        trust this key; repeatable (default: those of --secrets) 信任的公钥
  --secrets DIR     audit's secrets (default: HUYING_DATA_DIR/secrets/audit)
  --occurred-by T   what had happened by T (ISO 8601 with offset); --known-by T: what the system knew at T 截至发生、截至知悉
  --user NAME       demonstration user to sign in as (default: auditor)
HUYING_URL    the gateway (default: http://127.0.0.1:8080)
HUYING_TOKEN  an auditor's token, instead of a demonstration user
Exit code: 0 nothing found, or saved; 1 something found; 2 could not run.`;

/** Where to ask, and as whom. */
export interface Asking {
  readonly url: string;
  readonly token?: string;
  readonly user: string;
}

export interface VerifyArguments extends Asking {
  readonly command: 'verify';
  readonly sources: readonly ServiceName[];
  readonly against?: string;
  readonly keys: readonly string[];
  readonly secrets: string;
  readonly origin: string;
}

export interface PackArguments extends Asking {
  readonly command: 'pack';
  readonly out: string;
  /** Of the question to the gateway: which cases, and by which moments. */
  readonly query: Readonly<Record<string, string>>;
}

export type AuditArguments = VerifyArguments | PackArguments;

type Environment = Readonly<Record<string, string | undefined>>;

/** @throws UsageFault */
export function auditArguments(args: readonly string[], env: Environment): AuditArguments | 'help' {
  const { values, positionals } = typed(args);
  if (values.help === true) return 'help';
  const [command, ...named] = positionals;
  if (command === 'verify' && named.length === 0) return verifyArguments(values, env);
  if (command === 'pack') return packArguments(named, values, env);
  throw new UsageFault('say `verify`, or `pack` and the cases or words 请使用 verify，或 pack 加诉求编号或条件');
}

const typed = (args: readonly string[]) =>
  typedArguments(args, {
    source: { ...text, multiple: true },
    against: text,
    key: { ...text, multiple: true },
    secrets: text,
    out: text,
    'occurred-by': text,
    'known-by': text,
    kind: text,
    area: text,
    service: text,
    from: text,
    to: text,
    status: text,
    responsible: text,
    text,
    user: text,
  });
type Values = ReturnType<typeof typed>['values'];

function verifyArguments(values: Values, env: Environment): VerifyArguments {
  return {
    command: 'verify',
    ...asking(env, values.user),
    sources: (values.source ?? services).map(serviceOf),
    ...(values.against === undefined ? {} : { against: values.against }),
    keys: values.key ?? [],
    secrets: values.secrets ?? join(env['HUYING_DATA_DIR'] ?? '.huying', 'secrets', 'audit'),
    origin: env['HUYING_LEDGER_ORIGIN'] ?? 'huying.localhost/log',
  };
}

function packArguments(cases: readonly string[], values: Values, env: Environment): PackArguments {
  if (values.out === undefined) throw new UsageFault('say by --out where to save the pack 请用 --out 指定保存位置');
  const { kind, area, service, status, responsible } = values;
  const [source, ...more] = values.source ?? [];
  if (more.length > 0) throw new UsageFault('a pack takes one --source 只能指定一个来源系统');
  const [from, to] = [typedMoment('--from', values.from, 'begins'), typedMoment('--to', values.to, 'begins')];
  const words = given({ kind, source, area, service, from, to, status, responsible, text: values.text });
  if ((cases.length === 0) === (Object.keys(words).length === 0))
    throw new UsageFault('name cases, or select them by words: one of the two 请指明诉求编号，或用条件选择，二者择一');
  const named = cases.length === 0 ? {} : { cases: cases.join(',') };
  const moments = given({
    occurredBy: typedMoment('--occurred-by', values['occurred-by'], 'ends'),
    knownBy: typedMoment('--known-by', values['known-by'], 'ends'),
  });
  return { command: 'pack', ...asking(env, values.user), out: values.out, query: { ...named, ...words, ...moments } };
}

function asking(env: Environment, user = 'auditor'): Asking {
  const token = env['HUYING_TOKEN'];
  const url = gatewayAddress(env);
  return { url, user, ...(token === undefined || token === '' ? {} : { token }) };
}

function serviceOf(name: string): ServiceName {
  const service = services.find((known) => known === name);
  if (service === undefined) throw new UsageFault(`--source is one of ${services.join(', ')} 没有服务 ${name}`);
  return service;
}
