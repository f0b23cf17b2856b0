import { createWriteStream } from 'node:fs';
import { open, rename, rm } from 'node:fs/promises';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { ReadableStream } from 'node:stream/web';
import { statedCounts } from 'huying-verify';
import type { PackArguments } from './audit-arguments.js';
import { AuditFault } from './audit-fault.js';
import { Gateway } from './gateway.js';

/**
 * Takes a signed pack of the cases named or selected and keeps it as a file, whole or not at all, however long it is.
 *
 * @throws AuditFault NOT_SAVED where it broke off or the disk did not take it; what was there before stays
 */
export async function takePack(asked: PackArguments, say: (line: string) => void): Promise<void> {
  const gateway = await Gateway.signIn(asked);
  const { body } = await gateway.get(`/v1/audit/packs?${new URLSearchParams(asked.query).toString()}`);
  if (body === null) throw new AuditFault('NOT_SAVED', 'the pack came without content 审计包为空');
  const unfinished = `${asked.out}.unfinished`;
  try {
    await pipeline(Readable.fromWeb(body as ReadableStream<Uint8Array>), createWriteStream(unfinished));
    const { cases, events } = await countsOf(unfinished);
    await rename(unfinished, asked.out);
    say(`✓ ${asked.out}: ${String(cases)} cases 件诉求, ${String(events)} events 条事件`);
  } catch (cause) {
    await rm(unfinished, { force: true });
    throw new AuditFault('NOT_SAVED', `${asked.out} could not be written whole 无法完整保存审计包`, { cause });
  }
  say(`  verify 核验: npx huying-verify ${asked.out} --key …    keys 公钥: npm run ledger -- key`);
}

/** What the pack says it holds; a pack without its seal has broken off. */
async function countsOf(file: string): Promise<{ readonly cases: number; readonly events: number }> {
  const handle = await open(file);
  try {
    const { size } = await handle.stat();
    const counts = await statedCounts({
      size,
      read: async (from, length) => {
        const { buffer, bytesRead } = await handle.read(new Uint8Array(length), 0, length, from);
        return buffer.subarray(0, bytesRead);
      },
    });
    if (counts === undefined) throw new Error('the pack is not whole');
    return counts;
  } finally {
    await handle.close();
  }
}
