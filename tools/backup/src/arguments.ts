import { resolve } from 'node:path';
import { services, type ServiceName } from '@huying/contracts';
import { textOption as text, typedArguments, UsageFault } from '@huying/platform';

export const usage = `npm run backup -- DIR [--keys DIR2]
  DIR          a folder that does not exist yet: the databases, the evidence files (encrypted)
  --keys DIR2  where the keys go, apart from the data (default: DIR/keys, with a warning)
npm run erasures -- FILE
  writes the list of all erasures with their receipts: keep it apart from backups, and write it anew after every erasure
npm run restore -- DIR [--keys DIR2] [--expired-keys REASON] [--erasures FILE]
  restores into HUYING_DATA_DIR, which must be empty
  --erasures FILE  the newest such list: whoever it says was erased is erased again before anything is served
  --expired-keys REASON  use keys that are older than 30 days all the same; the reason is kept in the data folder
npm run restore -- DIR --only SERVICE
  puts back one service's database into a stopped system; the present one is kept beside it under another name
npm run recover -- SERVICE
  refills a restored service's log from the audit copy, while the system is stopped
HUYING_DATA_DIR  the installation (default: .huying)
SERVICE is one of ${services.join(', ')}. Exit code: 0 done, 1 not done, 2 could not be understood.`;

interface Place {
  /** Absolute. */
  readonly dataDir: string;
}
export interface BackupWish extends Place {
  readonly command: 'backup';
  readonly target: string;
  readonly keys?: string;
}
export interface RestoreWish extends Place {
  readonly command: 'restore';
  readonly source: string;
  readonly keys?: string;
  /** Why expired keys are to be used. */
  readonly expiredKeys?: string;
  /** The list of erasures that is kept outside. */
  readonly erasures?: string;
  readonly only?: ServiceName;
}
export interface RecoverWish extends Place {
  readonly command: 'recover';
  readonly service: ServiceName;
}
export interface ErasuresWish extends Place {
  readonly command: 'erasures';
  readonly file: string;
}
export type Wish = BackupWish | RestoreWish | RecoverWish | ErasuresWish;

const commands = ['backup', 'restore', 'recover', 'erasures'] as const;

/**
 * @param folders where relative paths begin: `typed` those of the arguments, `installed` HUYING_DATA_DIR, as for `npm start`.
 * @throws UsageFault
 */
export function readWish(
  args: readonly string[],
  env: Readonly<Record<string, string | undefined>>,
  folders: { readonly typed: string; readonly installed: string },
): Wish | 'help' {
  const [first, ...rest] = args;
  const command = commands.find((known) => known === first);
  const { values, positionals } = typedArguments(rest, { keys: text, only: text, 'expired-keys': text, erasures: text });
  if (values.help === true) return 'help';
  const [named, ...more] = positionals;
  if (named === undefined || named === '' || more.length > 0) {
    throw new UsageFault(command === 'recover' ? 'name exactly one service 请指定一个服务' : 'name exactly one folder 请指定一个文件夹');
  }
  const dataDir = resolve(folders.installed, env['HUYING_DATA_DIR'] ?? '.huying');
  const folder = resolve(folders.typed, named);
  const keys = values.keys === undefined ? {} : { keys: resolve(folders.typed, values.keys) };
  switch (command) {
    case 'backup':
      return { command, dataDir, target: folder, ...keys };
    case 'restore': {
      const reason = values['expired-keys'];
      if (reason !== undefined && reason.trim().length < 5) throw new UsageFault('--expired-keys needs a reason 请写明使用过期密钥的理由');
      return {
        command,
        dataDir,
        source: folder,
        ...keys,
        ...(reason === undefined ? {} : { expiredKeys: reason }),
        ...(values.erasures === undefined ? {} : { erasures: resolve(folders.typed, values.erasures) }),
        ...(values.only === undefined ? {} : { only: serviceNamed(values.only) }),
      };
    }
    case 'recover':
      return { command, dataDir, service: serviceNamed(named) };
    case 'erasures':
      return { command, dataDir, file: folder };
    case undefined:
      throw new UsageFault('the command is backup, restore, recover or erasures 命令为 backup、restore、recover 或 erasures');
  }
}

function serviceNamed(name: string): ServiceName {
  const service = services.find((known) => known === name);
  if (service === undefined) throw new UsageFault(`${name} is no service; they are ${services.join(', ')} 没有这个服务`);
  return service;
}
