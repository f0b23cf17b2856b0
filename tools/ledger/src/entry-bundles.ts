import { tilePath, tileWidth } from '@huying/ledger';
import { LedgerFault } from './ledger-fault.js';
import type { LogFiles } from './tree-of-files.js';

/** All entries of a log of this size, one bundle after the other. @throws LedgerFault ROOT_WRONG where one is damaged; what `files` throws */
export async function* bundlesOf(files: LogFiles, size: number): AsyncGenerator<readonly Buffer[]> {
  for (let index = 0; index * tileWidth < size; index += 1) {
    const width = Math.min(tileWidth, size - index * tileWidth);
    yield entriesOf(await files.get(tilePath({ level: 0, index, width }, 'entries')), width);
  }
}

/** The entries of a bundle, each behind its length (tlog-tiles). @throws LedgerFault where it is cut off or holds another number */
export function entriesOf(bundle: Buffer, width: number): readonly Buffer[] {
  const entries: Buffer[] = [];
  let at = 0;
  while (at + 2 <= bundle.length) {
    const end = at + 2 + bundle.readUInt16BE(at);
    if (end > bundle.length) break;
    entries.push(bundle.subarray(at + 2, end));
    at = end;
  }
  if (at !== bundle.length || entries.length !== width)
    throw new LedgerFault('ROOT_WRONG', `a bundle of ${String(width)} entries is damaged 日志条目文件损坏`);
  return entries;
}
