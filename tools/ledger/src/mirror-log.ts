import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { tilePath, tileWidth } from '@huying/ledger';
import { openNote, parseCheckpoint, type TreeHead, type VerifierKey } from 'huying-verify';
import { entriesOf } from './entry-bundles.js';
import { LedgerFault } from './ledger-fault.js';
import { RebuiltTree } from './rebuilt-tree.js';
import type { ServedLog } from './served-log.js';

export interface MirrorTask {
  readonly log: ServedLog;
  /** The log's origin, which is its keys' name. */
  readonly origin: string;
  readonly keys: readonly VerifierKey[];
  /** Folder of this log's files. */
  readonly folder: string;
}

export interface Mirrored {
  readonly size: number;
  /** Entries that the mirror did not have before. */
  readonly added: number;
}

/**
 * Brings a mirror of a log up to its last checkpoint, as plain files that any static host can serve, and trusts nothing on the way: every
 * entry is hashed, the tree built anew, and its root must be the signed one, at this size and at the size that was mirrored before.
 * The checkpoint is written last: a mirroring that was broken off leaves the mirror that it found.
 *
 * @throws LedgerFault NOT_SIGNED, WENT_BACK, ROOT_WRONG, REWRITTEN
 */
export async function mirrorLog({ log, origin, keys, folder }: MirrorTask): Promise<Mirrored> {
  const note = await log.checkpoint();
  const head = await openHead(note, origin, keys);
  const kept = await readFile(join(folder, 'checkpoint'), 'utf8').catch(() => undefined);
  const before = kept === undefined ? undefined : await openHead(kept, origin, keys);
  if (before !== undefined && before.size > head.size)
    throw new LedgerFault('WENT_BACK', `${origin} shows ${String(head.size)} entries, but had ${String(before.size)} before 日志变短了`);

  const tree = new RebuiltTree();
  for (let index = 0; index * tileWidth < head.size; index += 1) {
    const width = Math.min(tileWidth, head.size - index * tileWidth);
    const path = tilePath({ level: 0, index, width }, 'entries');
    // Always from the log: what it shows today is what is compared with what was signed before.
    const bundle = await log.get(path);
    tree.add(entriesOf(bundle, width));
    await keepFile(folder, path, bundle);
  }
  if (!(await tree.hasRoot(head)))
    throw new LedgerFault('ROOT_WRONG', `the entries of ${origin} do not lead to its signed root 日志内容与签名不符`);
  if (before !== undefined && !(await tree.hasRoot(before)))
    throw new LedgerFault(
      'REWRITTEN',
      `${origin} is signed, but does not continue the checkpoint of ${String(before.size)} entries in ${folder}: its history was rewritten. ` +
        'Keep this folder: the two checkpoints prove it 历史被改写，两个检查点即为证据',
    );
  for (const { path, hashes } of tree.tiles()) await keepFile(folder, path, hashes);
  await keepFile(folder, 'checkpoint', Buffer.from(note));
  return { size: head.size, added: head.size - (before?.size ?? 0) };
}

/** The tree that a checkpoint states, signed by one of the log's keys. */
export async function openHead(note: string, origin: string, keys: readonly VerifierKey[]): Promise<TreeHead> {
  const opened = await openNote(note, keys);
  const head = typeof opened === 'string' ? undefined : parseCheckpoint(opened.text);
  if (head?.origin !== origin)
    throw new LedgerFault('NOT_SIGNED', `the checkpoint of ${origin} is not signed by a key that you gave 检查点签名无法核实`);
  return head;
}

/** Whole or not at all, under its name. */
async function keepFile(folder: string, path: string, bytes: Buffer): Promise<void> {
  const file = join(folder, path);
  await mkdir(dirname(file), { recursive: true });
  await writeFile(`${file}.unfinished`, bytes);
  await rename(`${file}.unfinished`, file);
}
