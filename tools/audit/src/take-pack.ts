import { createWriteStream } from 'node:fs';
import { rename, rm } from 'node:fs/promises';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { ReadableStream } from 'node:stream/web';
import type { PackArguments } from './audit-arguments.js';
import { AuditFault } from './audit-fault.js';
import { Gateway } from './gateway.js';

/**
 * Takes a signed pack of the cases named and keeps it as a file, whole or not at all.
 *
 * @throws AuditFault NOT_SAVED where it broke off or the disk did not take it; what was there before stays
 */
export async function takePack(asked: PackArguments, say: (line: string) => void): Promise<void> {
  const gateway = await Gateway.signIn(asked);
  const query = new URLSearchParams({ cases: asked.cases.join(',') });
  if (asked.occurredBy !== undefined) query.set('occurredBy', asked.occurredBy);
  if (asked.knownBy !== undefined) query.set('knownBy', asked.knownBy);
  const { body } = await gateway.get(`/v1/audit/packs?${query.toString()}`);
  if (body === null) throw new AuditFault('NOT_SAVED', 'the pack came without content 审计包为空');
  const unfinished = `${asked.out}.unfinished`;
  try {
    await pipeline(Readable.fromWeb(body as ReadableStream<Uint8Array>), createWriteStream(unfinished));
    await rename(unfinished, asked.out);
  } catch (cause) {
    await rm(unfinished, { force: true });
    throw new AuditFault('NOT_SAVED', `${asked.out} could not be written 无法保存审计包`, { cause });
  }
  say(`✓ ${asked.out}`);
  say(`  verify 核验: npx huying-verify ${asked.out} --key …    keys 公钥: npm run ledger -- key`);
}
