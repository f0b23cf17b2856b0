import type { Delivery } from '@huying/event-bus';
import { formatReceipt, TreeReader } from '@huying/ledger';
import type { Ask } from '../case-lookup/case-events.js';
import { isLedgerLog, type LedgerLog } from '../ledger/ledger-logs.js';
import { latestCheckpoint, tileReader, type PublishedCheckpoint } from '../ledger/ledger-tables.js';

/** A log as it stands published, to make proofs from. */
interface PublishedLog {
  readonly checkpoint: PublishedCheckpoint;
  readonly tree: TreeReader;
}

/** Makes receipts of events (standards/tlog.md §6), all under the same checkpoint of each log. Tiles are read once for all of them. */
export class Receipts {
  private readonly logs = new Map<LedgerLog, Promise<PublishedLog | undefined>>();

  constructor(private readonly ask: Ask) {}

  /** The receipt of an event; undefined until a checkpoint covers it, a second or two after it was copied. */
  async of({ source, recorded }: Delivery): Promise<string | undefined> {
    const log = isLedgerLog(source) ? await this.published(source) : undefined;
    const index = recorded.position - 1;
    if (log === undefined || index >= log.checkpoint.size) return undefined;
    const proof = await log.tree.inclusionProof(index);
    return formatReceipt({ entry: recorded.body, index, proof, checkpoint: log.checkpoint.note });
  }

  private published(log: LedgerLog): Promise<PublishedLog | undefined> {
    const known = this.logs.get(log) ?? this.open(log);
    this.logs.set(log, known);
    return known;
  }

  private async open(log: LedgerLog): Promise<PublishedLog | undefined> {
    const checkpoint = await latestCheckpoint(this.ask, log);
    return checkpoint === undefined ? undefined : { checkpoint, tree: new TreeReader(checkpoint.size, tileReader(this.ask, log)) };
  }
}
