import { pipeline, Readable } from 'node:stream';
import { createGzip } from 'node:zlib';

/** Parts are sent once they make up this much. */
const chunkCharacters = 64 * 1024;

/**
 * A text that is made as fast as its reader takes it. When making it fails, the stream is destroyed, so that what was sent is not taken
 * for the whole; when the reader goes away, the parts are asked for no further.
 */
export function answerInParts(parts: AsyncIterable<string>, compress: 'gzip' | undefined): Readable {
  const text = Readable.from(gathered(parts), { objectMode: false });
  // The pipeline destroys both ends together; the fault itself reaches whoever reads.
  return compress === undefined ? text : pipeline(text, createGzip(), () => undefined);
}

async function* gathered(parts: AsyncIterable<string>): AsyncGenerator<Buffer> {
  let text = '';
  for await (const part of parts) {
    text += part;
    if (text.length < chunkCharacters) continue;
    yield Buffer.from(text);
    text = '';
  }
  if (text !== '') yield Buffer.from(text);
}
