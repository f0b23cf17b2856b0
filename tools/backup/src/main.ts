import { UsageFault } from '@huying/platform';
import { readWish, usage, type Wish } from './arguments.js';
import { sentencesOf } from './backup-fault.js';
import { createProgress } from './progress.js';
import { exportErasures } from './erasures/export-erasures.js';
import { backedUp, listedErasures, recovered, restored, restoredOne } from './results.js';
import { recoverLog } from './recover/recover-log.js';
import { restoreBackup } from './restore/restore-backup.js';
import { restoreOne } from './restore/restore-one.js';
import { takeBackup } from './take/take-backup.js';

/** `npm run backup | restore | recover | erasures`. @returns what to print when it is done */
async function run(wish: Wish): Promise<string> {
  const progress = createProgress(process.stderr);
  const now = Date.now();
  switch (wish.command) {
    case 'backup':
      return backedUp(await takeBackup({ ...wish, progress }), wish.keys !== undefined);
    case 'restore': {
      if (wish.only === undefined) return restored(wish.dataDir, await restoreBackup({ ...wish, now, progress }));
      return restoredOne(wish.only, await restoreOne({ ...wish, service: wish.only, now, progress }));
    }
    case 'erasures':
      return listedErasures(wish.file, await exportErasures({ ...wish, now }));
    case 'recover':
      return recovered(wish.service, await recoverLog({ ...wish, progress }));
  }
}

try {
  // npm runs scripts in the clone's folder, and says where the person stood.
  const folders = { typed: process.env['INIT_CWD'] ?? process.cwd(), installed: process.cwd() };
  const wish = readWish(process.argv.slice(2), process.env, folders);
  process.stdout.write(wish === 'help' ? `${usage}\n` : await run(wish));
} catch (fault) {
  const unclear = fault instanceof UsageFault;
  process.stderr.write(unclear ? `${fault.message}\n\n${usage}\n` : `\n${sentencesOf(fault).join('\n')}\n`);
  process.exitCode = unclear ? 2 : 1;
}
