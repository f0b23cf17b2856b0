import { pipeline, Readable } from 'node:stream';
import { createGunzip } from 'node:zlib';
import { SourceFault } from './source.js';

export const isGzip = (head: Buffer): boolean => head.length >= 2 && head.readUInt16BE(0) === 0x1f8b;

/** The bytes themselves, or what is packed in them. @throws SourceFault where the packing is cut off or damaged */
export async function* unpacked(bytes: AsyncGenerator<Buffer>): AsyncGenerator<Buffer> {
  const first = await bytes.next();
  if (first.done === true) return;
  const all = startingWith(first.value, bytes);
  if (!isGzip(first.value)) {
    yield* all;
    return;
  }
  // Both ends are destroyed together; the fault itself comes out where the unpacked bytes are read.
  const gunzip = pipeline(Readable.from(all), createGunzip(), () => undefined);
  try {
    for await (const chunk of gunzip as AsyncIterable<Buffer>) yield chunk;
  } catch (error) {
    throw faultOf(error);
  }
}

async function* startingWith(first: Buffer, rest: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  yield first;
  yield* rest;
}

function faultOf(error: unknown): unknown {
  const code = error instanceof Error ? (error as NodeJS.ErrnoException).code : undefined;
  if (code === 'Z_BUF_ERROR')
    return new SourceFault('the gzip file ends too early: it is cut off; fetch it again gzip 文件不完整，请重新获取');
  if (code?.startsWith('Z_') === true) return new SourceFault('the gzip file is damaged; fetch it again gzip 文件已损坏，请重新获取');
  return error;
}
