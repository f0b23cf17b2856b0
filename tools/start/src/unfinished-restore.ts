import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import { StartFault } from './start-fault.js';

/** Lies in a data folder from before a restore writes anything there until all of it has been put back and checked. */
export const unfinishedRestoreFile = (dataDir: string): string => join(dataDir, 'restore.unfinished');

/** Half a restored system must not be taken for a whole one. @throws StartFault */
export async function refuseUnfinishedRestore(dataDir: string): Promise<void> {
  const unfinished = await stat(unfinishedRestoreFile(dataDir)).then(
    () => true,
    () => false,
  );
  if (!unfinished) return;
  throw new StartFault(
    `A restore into ${dataDir} was interrupted, so what lies there is not whole. Run the same "npm run restore" again; it begins anew.`,
    `向 ${dataDir} 的恢复曾被中断，其中的数据不完整。请重新运行同一条“npm run restore”命令，它会从头开始。`,
  );
}
