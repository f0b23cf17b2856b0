import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { services, type ServiceName } from '@huying/contracts';
import { AuditFault } from './audit-fault.js';

export const usage = `npm run audit -- verify [--source SERVICE …] [--against DIR [--key VKEY …]]
      every service's own log beside audit's copy and the published tree, position by position 核对各服务日志、审计副本与存证
  --source SERVICE  only this service's log; repeatable 只核对该服务
  --against DIR     also: do the logs continue the checkpoints kept in a mirror (npm run ledger -- mirror DIR)? 与镜像中的旧检查点比对
  --key VKEY        trust this key; repeatable (default: those of --secrets) 信任的公钥
  --secrets DIR     audit's secrets (default: HUYING_DATA_DIR/secrets/audit)
  --user NAME       demonstration user to sign in as (default: auditor)
HUYING_URL    the gateway (default: http://127.0.0.1:8080)
HUYING_TOKEN  an auditor's token, instead of a demonstration user
Exit code: 0 nothing found, 1 something found, 2 could not run.`;

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

export type AuditArguments = VerifyArguments;

type Environment = Readonly<Record<string, string | undefined>>;

/** @throws AuditFault USAGE */
export function auditArguments(args: readonly string[], env: Environment): AuditArguments | 'help' {
  const { values, positionals } = parsed(args);
  if (values.help === true) return 'help';
  const [command, ...named] = positionals;
  if (command !== 'verify' || named.length > 0) throw new AuditFault('USAGE', 'say `verify` 请使用 verify');
  return {
    command,
    ...asking(env, values.user),
    sources: (values.source ?? services).map(serviceOf),
    ...(values.against === undefined ? {} : { against: values.against }),
    keys: values.key ?? [],
    secrets: values.secrets ?? join(env['HUYING_DATA_DIR'] ?? '.huying', 'secrets', 'audit'),
    origin: env['HUYING_LEDGER_ORIGIN'] ?? 'huying.localhost/log',
  };
}

function asking(env: Environment, user = 'auditor'): Asking {
  const token = env['HUYING_TOKEN'];
  const url = (env['HUYING_URL'] ?? 'http://127.0.0.1:8080').replace(/\/+$/, '');
  return { url, user, ...(token === undefined || token === '' ? {} : { token }) };
}

function serviceOf(name: string): ServiceName {
  const service = services.find((known) => known === name);
  if (service === undefined) throw new AuditFault('USAGE', `--source is one of ${services.join(', ')} 没有服务 ${name}`);
  return service;
}

function parsed(args: readonly string[]) {
  try {
    return parseArgs({
      args: [...args],
      allowPositionals: true,
      options: {
        source: { type: 'string', multiple: true },
        against: { type: 'string' },
        key: { type: 'string', multiple: true },
        secrets: { type: 'string' },
        user: { type: 'string' },
        help: { type: 'boolean', short: 'h' },
      },
    });
  } catch (error) {
    throw new AuditFault('USAGE', error instanceof Error ? error.message : 'unreadable arguments');
  }
}
