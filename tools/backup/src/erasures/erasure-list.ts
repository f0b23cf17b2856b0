import { keyEventTypes, keyOwners, type EventEnvelope, type KeyOwner } from '@huying/contracts';
import type { PiiErased } from '@huying/platform-nest';
import { verifyReceipt, type VerifierKey } from 'huying-verify';
import { BackupFault } from '../backup-fault.js';

export const listFormat = 'huying-erasures-1';

/** The list of erasures that is kept outside the system, as it lies on the disk. */
export interface ErasureListFile {
  readonly format: typeof listFormat;
  readonly takenAt: string;
  /** One of each service's record of each erasure, each service's in order (standards/tlog.md §6). */
  readonly receipts: readonly string[];
}

/** That a service has destroyed keys, as its log recorded it. */
export interface ListedErasure extends Pick<PiiErased['data'], 'erasure' | 'basis' | 'at' | 'kids'> {
  readonly owner: KeyOwner;
  /** Its number among the service's erasures, from 1. */
  readonly version: number;
}

/**
 * Reads a list and verifies it against the keys of the ledger: every erasure in it was recorded by the service that it names, and none is
 * left out before its last. That nothing is missing at its end, only a newer list could tell.
 *
 * @throws BackupFault for a list that is forged, of another installation, or has a gap
 */
export async function readErasureList(text: string, keys: readonly VerifierKey[]): Promise<readonly ListedErasure[]> {
  const file = parsed(text);
  const listed: ListedErasure[] = [];
  for (const [index, receipt] of file.receipts.entries()) {
    const verdict = await verifyReceipt(receipt, keys);
    if (!verdict.ok) throw forged(index, verdict.code);
    const erasure = recordIn(verdict.entry, verdict.origin, verdict.index);
    if (erasure === undefined) throw forged(index, 'NOT_AN_ERASURE');
    const before = listed.filter(({ owner }) => owner === erasure.owner).length;
    if (erasure.version !== before + 1) throw gap(erasure, before + 1);
    listed.push(erasure);
  }
  return listed;
}

function recordIn(entry: Uint8Array, origin: string, index: number): ListedErasure | undefined {
  const event = JSON.parse(Buffer.from(entry).toString()) as EventEnvelope<PiiErased['data']>;
  const owner = keyOwners.find((name) => origin.endsWith(`/${name}`) && event.type === keyEventTypes[name].PiiErased.type);
  if (owner === undefined || Number(event.position) !== index + 1) return undefined;
  const { erasure, basis, at, kids } = event.data;
  return { owner, version: Number(event.streamversion), erasure, basis, at, kids };
}

function parsed(text: string): ErasureListFile {
  let file: Partial<ErasureListFile> | undefined;
  try {
    file = JSON.parse(text) as Partial<ErasureListFile>;
  } catch {
    file = undefined;
  }
  if (file?.format === listFormat && Array.isArray(file.receipts) && file.receipts.every((receipt) => typeof receipt === 'string'))
    return file as ErasureListFile;
  throw new BackupFault(
    `This is no list of erasures (${listFormat}). Name the file that "npm run erasures" wrote. Nothing was restored.`,
    `该文件不是删除清单（${listFormat}）。请指定“npm run erasures”生成的文件。尚未恢复任何内容。`,
  );
}

const forged = (index: number, code: string): BackupFault =>
  new BackupFault(
    `Receipt ${String(index + 1)} of the list of erasures does not verify (${code}): it was changed, or belongs to another installation. Use another copy of the list.`,
    `删除清单的第 ${String(index + 1)} 条回执验证失败（${code}）：已被改动，或属于其他系统。请使用该清单的其他副本。`,
  );

const gap = ({ owner, version }: ListedErasure, expected: number): BackupFault =>
  new BackupFault(
    `The list of erasures lacks number ${String(expected)} of ${owner} (number ${String(version)} follows): somebody left it out. Use another copy of the list.`,
    `删除清单缺少 ${owner} 的第 ${String(expected)} 条（其后是第 ${String(version)} 条）：有人将其删去。请使用该清单的其他副本。`,
  );
