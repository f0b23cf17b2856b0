import { join } from 'node:path';
import { gatewayAddress, textOption as text, typedArguments, UsageFault } from '@huying/platform';

export const usage = `npm run ledger -- key [--add] [--secrets DIR]       the public key of each log 各日志公钥
npm run ledger -- mirror DIR [--key VKEY …]         checked copies of all logs, as plain files 核对并镜像
npm run ledger -- compare DIR FILE… [--key VKEY …]  receipts and packs: of the history mirrored in DIR? nothing left out? 与镜像核对
  --add          make one more key; audit signs with both from its next start on 增加密钥
  --secrets DIR  audit's secrets (default: HUYING_DATA_DIR/secrets/audit)
  --key VKEY     trust this key; repeatable (default: those of --secrets) 信任的公钥
  HUYING_URL, HUYING_TOKEN: the gateway, and an auditor's token where entries are not public
Exit code: 0 done, 1 a log or a file is not what it should be, 2 could not run, or the mirror is older than the file.`;

/** What both `mirror` and `compare` are told: where the mirror is, and whom to trust. */
export interface Mirrored {
  readonly folder: string;
  readonly keys: readonly string[];
  readonly secrets: string;
  readonly origin: string;
}

export type LedgerArguments =
  | { readonly command: 'key'; readonly add: boolean; readonly secrets: string; readonly origin: string }
  | (Mirrored & { readonly command: 'mirror'; readonly url: string; readonly token?: string })
  | (Mirrored & { readonly command: 'compare'; readonly files: readonly string[] });

type Environment = Readonly<Record<string, string | undefined>>;

/** @throws UsageFault */
export function ledgerArguments(args: readonly string[], env: Environment): LedgerArguments | 'help' {
  const { values, positionals } = typedArguments(args, { add: { type: 'boolean' }, secrets: text, key: { ...text, multiple: true } });
  if (values.help === true) return 'help';
  const [command, folder, ...more] = positionals;
  const secrets = values.secrets ?? join(env['HUYING_DATA_DIR'] ?? '.huying', 'secrets', 'audit');
  const origin = env['HUYING_LEDGER_ORIGIN'] ?? 'huying.localhost/log';
  if (command === 'key' && folder === undefined) return { command, add: values.add === true, secrets, origin };
  if (folder !== undefined) {
    const mirrored = { folder, keys: values.key ?? [], secrets, origin };
    const token = env['HUYING_TOKEN'];
    if (command === 'mirror' && more.length === 0)
      return { command, ...mirrored, url: gatewayAddress(env), ...(token === undefined || token === '' ? {} : { token }) };
    if (command === 'compare' && more.length > 0) return { command, ...mirrored, files: more };
  }
  throw new UsageFault('say `key`, `mirror` and one folder, or `compare`, a folder and files 请使用 key、mirror DIR 或 compare DIR FILE…');
}
