import { open } from 'node:fs/promises';
import { isZip, packedEvents, sentences, verifyPack, verifyReceipt, type ByteSource, type TreeHead, type VerifierKey } from 'huying-verify';
import { LedgerFault } from './ledger-fault.js';

/** A receipt or an audit pack that somebody was given, verified as a whole. */
export interface GivenFile {
  /** The signed trees in which its entries stand. */
  readonly heads: readonly TreeHead[];
  /** Undefined for a receipt. */
  readonly pack: GivenPack | undefined;
}

export interface GivenPack {
  /** The ledger's origin: before the name of each of its logs. */
  readonly ledger: string;
  /** Up to which position each log was known. */
  readonly positions: Readonly<Record<string, number>>;
  /** What happened later is not in it (ISO 8601). */
  readonly occurredBy: string;
  /** Of each case by its id, the events as `intake:12`. */
  readonly cases: ReadonlyMap<string, ReadonlySet<string>>;
}

/** Longer than any receipt. */
const receiptMax = 2 ** 24;

/** @throws LedgerFault NO_FILE, NOT_VERIFIED */
export async function readGiven(file: string, keys: readonly VerifierKey[]): Promise<GivenFile> {
  const handle = await open(file).catch((cause: unknown) => {
    throw new LedgerFault('NO_FILE', 'cannot be read 文件无法读取', { cause });
  });
  try {
    const stats = await handle.stat();
    if (!stats.isFile()) throw new LedgerFault('NO_FILE', 'is no file 不是文件');
    const { size } = stats;
    const read = async (from: number, length: number): Promise<Uint8Array> => {
      const { buffer, bytesRead } = await handle.read(new Uint8Array(length), 0, length, from);
      return buffer.subarray(0, bytesRead);
    };
    if (isZip(await read(0, 4))) return await givenPack({ size, read }, keys);
    const verdict = await verifyReceipt(new TextDecoder().decode(await read(0, Math.min(size, receiptMax))), keys);
    if (!verdict.ok) return refuse(verdict.code);
    const { origin, size: entries, root } = verdict;
    return { heads: [{ origin, size: entries, root }], pack: undefined };
  } finally {
    await handle.close();
  }
}

async function givenPack(archive: ByteSource, keys: readonly VerifierKey[]): Promise<GivenFile> {
  const verdict = await verifyPack(archive, keys);
  if (!verdict.ok) return refuse(verdict.code, verdict.file);
  const { heads, origin, positions, occurredBy } = verdict;
  const cases = new Map<string, Set<string>>();
  for await (const { caseId, source, position } of packedEvents(archive)) {
    const events = cases.get(caseId) ?? new Set();
    cases.set(caseId, events.add(`${source}:${String(position)}`));
  }
  return { heads, pack: { ledger: origin.slice(0, -'/statements'.length), positions, occurredBy, cases } };
}

/** @param file within a pack; empty for what was given as a whole */
function refuse(code: keyof typeof sentences, file = ''): never {
  const { zh, en } = sentences[code];
  throw new LedgerFault('NOT_VERIFIED', `${file === '' ? '' : `${file}: `}${code} ${zh} ${en}`);
}
