import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { open } from 'node:fs/promises';
import { isGzip, unpacked } from './gzip.js';
import { SourceFault } from './source.js';

const chunkBytes = 256 * 1024;

export interface SourceFile {
  readonly path: string;
  readonly bytes: number;
  /** SHA-256 of the whole file, hex. */
  readonly sha256: string;
}

/** Looks at the whole file once: its digest goes into every event, and a wrong encoding is told before anything is sent. */
export async function inspectSource(path: string): Promise<SourceFile> {
  const file = await open(path, 'r').catch((cause: unknown) => {
    throw new SourceFault(`cannot read ${path}: ${(cause as NodeJS.ErrnoException).code ?? 'unknown error'} 无法读取文件`);
  });
  try {
    if (!(await file.stat()).isFile()) throw new SourceFault(`${path} is not a file 不是文件`);
    const head = Buffer.alloc(4096);
    const begin = head.subarray(0, (await file.read(head, 0, head.length, 0)).bytesRead);
    if (!isGzip(begin)) refuseUtf16(begin);
  } finally {
    await file.close();
  }
  const hash = createHash('sha256');
  let bytes = 0;
  for await (const chunk of createReadStream(path, { highWaterMark: chunkBytes }) as AsyncIterable<Buffer>) {
    hash.update(chunk);
    bytes += chunk.length;
  }
  return { path, bytes, sha256: hash.digest('hex') };
}

/** UTF-16 by its mark, or by the zero bytes that it has beside every Latin letter. */
function refuseUtf16(head: Buffer): void {
  const marked = head.length >= 2 && (head.readUInt16BE(0) === 0xfffe || head.readUInt16BE(0) === 0xfeff);
  const zeros = head.reduce((count, byte) => count + (byte === 0 ? 1 : 0), 0);
  if (marked || zeros * 4 > head.length) {
    throw new SourceFault('the file is UTF-16 text; save it as UTF-8 and import it again 文件为 UTF-16 编码，请另存为 UTF-8 后再导入');
  }
}

/** The file's bytes, unpacked, without a UTF-8 byte order mark; the bytes on disk are told to `onBytes` as they are read. */
export async function* readSource(file: SourceFile, onBytes: (count: number) => void): AsyncGenerator<Buffer> {
  let first = true;
  for await (const chunk of unpacked(bytesOnDisk(file, onBytes))) {
    if (first) refuseUtf16(chunk.subarray(0, 4096));
    const marked = first && chunk.length >= 3 && chunk.readUIntBE(0, 3) === 0xefbbbf;
    first = false;
    yield marked ? chunk.subarray(3) : chunk;
  }
}

async function* bytesOnDisk({ path, sha256 }: SourceFile, onBytes: (count: number) => void): AsyncGenerator<Buffer> {
  const hash = createHash('sha256');
  for await (const chunk of createReadStream(path, { highWaterMark: chunkBytes }) as AsyncIterable<Buffer>) {
    hash.update(chunk);
    onBytes(chunk.length);
    yield chunk;
  }
  if (hash.digest('hex') !== sha256) {
    throw new SourceFault('the file was changed while it was being imported; import it again 导入过程中文件被修改，请重新导入');
  }
}
