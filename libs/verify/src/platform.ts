import { concat } from './bytes.js';

/** What a verifier needs of where it runs: digests that are fed piece by piece, and inflating. */
export interface Platform {
  digest(): Digest;
  /**
   * Undoes raw deflate.
   *
   * @param size what it should come to; one that comes to more is not read much further
   * @throws whatever, where these bytes are not deflated
   */
  inflate(packed: AsyncIterable<Uint8Array>, size: number): AsyncIterable<Uint8Array>;
}

/** SHA-256. */
export interface Digest {
  update(bytes: Uint8Array): void;
  finish(): Promise<Uint8Array>;
}

/** Web Crypto and Web Streams: everywhere. Web Crypto digests whole messages only, so one file at a time is held. */
export const webPlatform: Platform = {
  digest() {
    const parts: Uint8Array[] = [];
    return {
      update: (bytes) => void parts.push(bytes.slice()),
      finish: async () => new Uint8Array(await crypto.subtle.digest('SHA-256', concat(...parts))),
    };
  },
  async *inflate(packed, size) {
    const stream = new DecompressionStream('deflate-raw');
    const writer = stream.writable.getWriter();
    const fed = feed(packed, writer);
    // A fault of the bytes reaches the reader below, too, and is told there.
    fed.catch(() => undefined);
    let length = 0;
    for await (const chunk of stream.readable as unknown as AsyncIterable<Uint8Array>) {
      yield chunk;
      length += chunk.length;
      if (length > size) return;
    }
    await fed;
  },
};

async function feed(packed: AsyncIterable<Uint8Array>, writer: WritableStreamDefaultWriter): Promise<void> {
  try {
    for await (const piece of packed) await writer.write(piece);
    await writer.close();
  } catch (fault) {
    await writer.abort(fault);
    throw fault;
  }
}

type Builtin = <Name extends 'node:crypto' | 'node:zlib' | 'node:stream'>(name: Name) => Builtins[Name];
interface Builtins {
  readonly 'node:crypto': typeof import('node:crypto');
  readonly 'node:zlib': typeof import('node:zlib');
  readonly 'node:stream': typeof import('node:stream');
}

/** Up to this length a file is inflated at once: most files of a pack are short, and a stream for each costs more than the work. */
const atOnceMax = 2 ** 20;

/** Node's own modules: memory stays flat whatever the length of a file. Undefined elsewhere. */
export const nodePlatform: Platform | undefined = inNode();

function inNode(): Platform | undefined {
  const builtin = (globalThis as { process?: { getBuiltinModule?: Builtin } }).process?.getBuiltinModule;
  if (builtin === undefined) return undefined;
  const [{ createHash }, { createInflateRaw, inflateRawSync }, { Readable }] = [
    builtin('node:crypto'),
    builtin('node:zlib'),
    builtin('node:stream'),
  ];
  return {
    digest() {
      const hash = createHash('sha256');
      return {
        update: (bytes) => void hash.update(bytes),
        finish: () => Promise.resolve(new Uint8Array(hash.digest())),
      };
    },
    async *inflate(packed, size) {
      if (size > atOnceMax) {
        const inflating = createInflateRaw();
        Readable.from(packed, { objectMode: false })
          .once('error', (fault) => inflating.destroy(fault))
          .pipe(inflating);
        yield* inflating as AsyncIterable<Uint8Array>;
        return;
      }
      const pieces: Uint8Array[] = [];
      for await (const piece of packed) pieces.push(piece);
      yield inflateRawSync(Buffer.concat(pieces), { maxOutputLength: Math.max(size, 1) });
    },
  };
}

/** Where this runs. */
export const platform: Platform = nodePlatform ?? webPlatform;
