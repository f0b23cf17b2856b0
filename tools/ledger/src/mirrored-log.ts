import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { VerifierKey } from 'huying-verify';
import { LedgerFault } from './ledger-fault.js';
import { LogOfFiles } from './log-of-files.js';
import { openHead } from './mirror-log.js';

/** A mirror of all logs, and who signs them. */
export interface Mirror {
  readonly folder: string;
  readonly keys: readonly VerifierKey[];
}

/** One log as a mirror holds it. @throws LedgerFault NO_MIRROR, then or when it is read; NOT_SIGNED */
export async function mirroredLog(origin: string, { folder, keys }: Mirror): Promise<LogOfFiles> {
  const log = join(folder, origin.slice(origin.lastIndexOf('/') + 1));
  const get = (path: string): Promise<Buffer> =>
    readFile(join(log, path)).catch((cause: unknown) => {
      throw new LedgerFault('NO_MIRROR', `${join(log, path)} cannot be read: is ${folder} a mirror of ${origin}? 镜像缺少该文件`, {
        cause,
      });
    });
  const ofLog = keys.filter(({ name }) => name === origin);
  return new LogOfFiles({ get }, await openHead((await get('checkpoint')).toString('utf8'), origin, ofLog));
}
