import { open } from 'node:fs/promises';
import { isZip, sentences, verifyPack, verifyReceipt, type TreeHead, type VerifierKey } from 'huying-verify';
import { LedgerFault } from './ledger-fault.js';

/** Longer than any receipt. */
const receiptMax = 2 ** 24;

/**
 * The signed trees in which the entries of a receipt, or of an audit pack of any size, stand; the file is verified as a whole first.
 *
 * @throws LedgerFault NO_FILE, NOT_VERIFIED
 */
export async function headsIn(file: string, keys: readonly VerifierKey[]): Promise<readonly TreeHead[]> {
  const handle = await open(file).catch((cause: unknown) => {
    throw new LedgerFault('NO_FILE', `${file} cannot be read 文件无法读取`, { cause });
  });
  try {
    const { size } = await handle.stat();
    const read = async (from: number, length: number): Promise<Uint8Array> => {
      const { buffer, bytesRead } = await handle.read(new Uint8Array(length), 0, length, from);
      return buffer.subarray(0, bytesRead);
    };
    if (!isZip(await read(0, 4))) {
      const verdict = await verifyReceipt(new TextDecoder().decode(await read(0, Math.min(size, receiptMax))), keys);
      if (!verdict.ok) return refuse(file, verdict.code);
      const { origin, size: entries, root } = verdict;
      return [{ origin, size: entries, root }];
    }
    const verdict = await verifyPack({ size, read }, keys);
    return verdict.ok ? verdict.heads : refuse(verdict.file === '' ? file : `${file} › ${verdict.file}`, verdict.code);
  } finally {
    await handle.close();
  }
}

function refuse(file: string, code: keyof typeof sentences): never {
  const { zh, en } = sentences[code];
  throw new LedgerFault('NOT_VERIFIED', `${file}: ${code} ${zh} ${en}`);
}
