import { completenessStatement, type NoteSigner } from '@huying/ledger';
import type { Ask } from '../case-lookup/case-events.js';
import { services } from '@huying/contracts';
import { latestCheckpoint } from '../ledger/ledger-tables.js';

/** Says in a signed note up to which position audit holds each log whole, as far as its tree is published; a log without a checkpoint is left out. */
export async function signedCompleteness(ask: Ask, at: string, signers: readonly [NoteSigner, ...NoteSigner[]]): Promise<string> {
  const logs = await Promise.all(services.map(async (source) => ({ source, checkpoint: await latestCheckpoint(ask, source) })));
  const held = logs.flatMap(({ source, checkpoint }) =>
    checkpoint === undefined ? [] : [{ source, upTo: checkpoint.size, root: checkpoint.root }],
  );
  return completenessStatement(at, held, signers);
}
