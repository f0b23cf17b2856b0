import { describe, expect, it } from 'vitest';
import { RestoredBackup, refuseRestoredBackup } from './restored-backup.js';

const log = { head: () => Promise.resolve(41) };

describe('starting on a log', () => {
  it('goes on when nobody has seen more than it holds', async () => {
    await expect(refuseRestoredBackup('intake', log, [{ name: 'consumer dispatch/orders', position: 41 }])).resolves.toBeUndefined();
    await expect(refuseRestoredBackup('intake', log, [])).resolves.toBeUndefined();
  });

  it('stops with a sentence that names the log, its head, everybody who is ahead, and the command that mends it', async () => {
    const start = refuseRestoredBackup('intake', log, [
      { name: 'consumer dispatch/orders', position: 43 },
      { name: 'consumer audit/copy', position: 40 },
      { name: 'the published ledger', position: 42 },
    ]);
    await expect(start).rejects.toThrow(RestoredBackup);
    await expect(start).rejects.toThrow(
      'The log of intake ends at position 41, but consumer dispatch/orders has seen 43, the published ledger has seen 42.',
    );
    await expect(start).rejects.toThrow('run "npm run recover -- intake"');
    await expect(start).rejects.toMatchObject({ zh: expect.stringContaining('请停止系统，运行“npm run recover -- intake”') as string });
  });
});
