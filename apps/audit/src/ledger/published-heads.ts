import { randomUUID } from 'node:crypto';
import { mkdir, open, readdir, readFile, rename, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { TreeReader } from '@huying/ledger';
import { systemClock } from '@huying/platform';
import { parseCheckpoint } from 'huying-verify';
import type { Ask } from '../case-lookup/case-events.js';
import { ledgerLogs, type LedgerLog } from './ledger-logs.js';
import { latestCheckpoint, tileReader } from './ledger-tables.js';

/** The ledger's database is older than, or another than, what was published from it: to go on would fork the log. */
export class RestoredLedger extends Error {
  override readonly name = 'RestoredLedger';
}

const unfinishedPrefix = 'checkpoint.unfinished-';
/** A write takes milliseconds: what is older belongs to nobody who still runs. */
const abandonedAfterMs = 3_600_000;

/**
 * The last published checkpoint of each log, kept as a file outside the database: a restored backup of the database cannot take it
 * back, and is found by it (standards/tlog.md §4, rule 4).
 */
export class PublishedHeads {
  private turn: Promise<void> = Promise.resolve();

  /** @param folder of its own, not in the backup of the database */
  constructor(private readonly folder: string) {}

  /**
   * Keeps the log's last checkpoint: whole or not at all, and on the disk when this resolves. Callers of one instance take turns, so that
   * none puts an older one in place of a newer; instances that share the folder do not harm each other's files.
   */
  keep(ask: Ask, log: LedgerLog): Promise<void> {
    const kept = this.turn.then(() => this.write(ask, log));
    this.turn = kept.catch(() => undefined);
    return kept;
  }

  private async write(ask: Ask, log: LedgerLog): Promise<void> {
    const published = await latestCheckpoint(ask, log);
    if (published === undefined) return;
    await mkdir(join(this.folder, log), { recursive: true });
    const unfinished = join(this.folder, log, `${unfinishedPrefix}${randomUUID()}`);
    const handle = await open(unfinished, 'w', 0o644);
    await handle.writeFile(published.note);
    await handle.sync();
    await handle.close();
    await rename(unfinished, join(this.folder, log, 'checkpoint'));
  }

  /** Removes what writes that were killed left behind; files of the last hour stay, they may be another instance's that is at it. */
  async removeAbandoned(): Promise<void> {
    // The machine's clock, whatever clock the service was given: it is the one that dates files.
    const before = systemClock.now() - abandonedAfterMs;
    for (const log of ledgerLogs) {
      const folder = join(this.folder, log);
      const names = await readdir(folder).catch(() => []); // Nothing was published yet.
      for (const name of names.filter((each) => each.startsWith(unfinishedPrefix))) {
        const file = join(folder, name);
        const written = await stat(file).catch(() => undefined); // Finished, or removed by another instance, since it was listed.
        if (written !== undefined && written.mtimeMs < before) await rm(file, { force: true });
      }
    }
  }

  /** @throws RestoredLedger */
  async refuseOlderThanPublished(ask: Ask): Promise<void> {
    for (const log of ledgerLogs) {
      const note = await readFile(join(this.folder, log, 'checkpoint'), 'utf8').catch(() => undefined);
      const kept = note === undefined ? undefined : parseCheckpoint(note.slice(0, note.lastIndexOf('\n\n') + 1));
      if (kept === undefined) continue;
      const size = (await latestCheckpoint(ask, log))?.size ?? 0;
      if (size < kept.size)
        throw new RestoredLedger(
          `the ledger of ${log} has ${String(size)} entries, but ${String(kept.size)} were published: audit's database was restored from ` +
            'an older backup. Restore a newer one; positions that were published must never be given out again',
        );
      const root = await new TreeReader(kept.size, tileReader(ask, log)).root();
      if (!root.equals(kept.root)) throw new RestoredLedger(`the ledger of ${log} is not the one whose checkpoint was published`);
    }
  }
}
