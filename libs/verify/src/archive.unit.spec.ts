import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Archive } from './archive.js';
import { byteSource } from './byte-source.js';
import { nodePlatform, webPlatform, type Platform } from './platform.js';
import { ArchiveFault } from './zip-directory.js';
import { zipArchive } from './zip-for-specs.spec.js';

const platforms: readonly (readonly [string, Platform])[] = [
  ['Node', nodePlatform ?? webPlatform],
  ['the web', webPlatform],
];
const hex = (bytes: Uint8Array): string => Buffer.from(bytes).toString('hex');

/** Every file, or the code of what is wrong. */
async function read(archive: Uint8Array, platform?: Platform): Promise<Record<string, string> | string> {
  try {
    const opened = await Archive.open(archive, platform);
    const files: Record<string, string> = {};
    for await (const entry of opened.entries()) files[entry.path] = hex(await opened.whole(entry));
    return files;
  } catch (fault) {
    if (fault instanceof ArchiveFault) return fault.code;
    throw fault;
  }
}

const part = fc.stringMatching(/^[A-Za-z0-9_-][A-Za-z0-9._ -]{0,8}[A-Za-z0-9_-]$/);
const path = fc.array(part, { minLength: 1, maxLength: 4 }).map((parts) => parts.join('/'));
const contents = fc.dictionary(
  path,
  fc.tuple(fc.uint8Array({ maxLength: 3_000 }), fc.constantFrom('stored' as const, 'deflated' as const)),
  { maxKeys: 8 },
);
/** The same in every run: a found counterexample stays found. */
const seeded = { seed: 20_261_126, numRuns: 60 };

/** `bytes` with a number of four bytes at the n-th directory entry, `offset` into it. */
function patched(bytes: Uint8Array, n: number, offset: number, value: number): Uint8Array {
  const copy = Buffer.from(bytes);
  let at = -1;
  for (let found = 0; found <= n; found += 1) at = copy.indexOf('PK\u0001\u0002', at + 1, 'latin1');
  copy.writeUInt32LE(value, at + offset);
  return copy;
}
const twoFiles = zipArchive([
  ['aa', Buffer.from('first')],
  ['ab', Buffer.from('second '.repeat(20))],
]);

describe('an archive', () => {
  it.each(platforms)('gives every file back as it was, by what %s offers', async (_, platform) => {
    await fc.assert(
      fc.asyncProperty(contents, async (files) => {
        const archive = zipArchive(Object.entries(files).map(([name, [bytes, how]]) => [name, bytes, how]));
        fc.pre(archive.length > 22);
        expect(await read(archive, platform)).toEqual(
          Object.fromEntries(Object.entries(files).map(([name, [bytes]]) => [name, hex(bytes)])),
        );
      }),
      seeded,
    );
  });

  it('whatever is done to its bytes is read or refused, and never anything else', async () => {
    const archive = zipArchive([
      ['a/b', Buffer.from('x'.repeat(500))],
      ['c', Buffer.from('stored'), 'stored'],
    ]);
    await fc.assert(
      fc.asyncProperty(fc.nat(archive.length - 1), fc.nat(255), fc.nat(archive.length), async (at, value, length) => {
        const harmed = Buffer.from(archive);
        harmed[at] = value;
        for (const bytes of [harmed, harmed.subarray(0, length), Buffer.concat([harmed, harmed.subarray(length)])]) {
          const outcome = await read(bytes);
          if (typeof outcome === 'string') expect(outcome).toMatch(/^PACK_/);
        }
      }),
      { ...seeded, numRuns: 300 },
    );
  });

  it('is read by pieces, from a file as from memory', async () => {
    const long = Buffer.from(Array.from({ length: 200_000 }, (_, n) => (n * n) % 251));
    const archive = zipArchive([
      ['long', long, 'stored'],
      ['short', Buffer.from('s')],
    ]);
    const reads: number[] = [];
    const source = byteSource(archive);
    const opened = await Archive.open({
      size: source.size,
      read: (at, length) => {
        reads.push(length);
        return source.read(at, length);
      },
    });
    const entry = await opened.find('long');
    if (entry === undefined) return expect.fail('not found');
    expect(Buffer.from(await opened.whole(entry)).equals(long)).toBe(true);
    expect(Math.max(...reads)).toBeLessThanOrEqual(64 * 1024);
    expect(await opened.find('longer')).toBeUndefined();
  });

  it.each([
    ['that is none', Buffer.from('no archive at all, but long enough'), 'PACK_FOREIGN'],
    ['that is cut off', twoFiles.subarray(0, -1), 'PACK_TRUNCATED'],
    ['that is cut off in a file', twoFiles.subarray(0, 50), 'PACK_TRUNCATED'],
    ['with something behind it', Buffer.concat([twoFiles, Buffer.of(0)]), 'PACK_TRUNCATED'],
    ['with something before it', Buffer.concat([Buffer.from(twoFiles.subarray(0, 32)), twoFiles]), 'PACK_MALFORMED'],
    ['with an encrypted file', patched(twoFiles, 1, 8, 0x0008_0001), 'PACK_ENCRYPTED'],
    ['with a strongly encrypted file', patched(twoFiles, 1, 8, 0x0008_0041), 'PACK_ENCRYPTED'],
    ['packed by a method that packs do not use', patched(twoFiles, 0, 8, 0x000c_0000), 'PACK_MALFORMED'],
    ['that says to unpack to gigabytes', patched(twoFiles, 1, 24, 0x7fff_ffff), 'PACK_UNPACKS_TOO_LARGE'],
    ['whose file is longer than it says', patched(twoFiles, 1, 24, 139), 'PACK_MALFORMED'],
    ['whose file is shorter than it says', patched(twoFiles, 1, 24, 141), 'PACK_MALFORMED'],
    ['that says a file is longer than the archive', patched(twoFiles, 1, 20, 0x00ff_ffff), 'PACK_MALFORMED'],
    ['whose two files are one', patched(twoFiles, 1, 42, 0), 'PACK_MALFORMED'],
    ['whose file begins beyond it', patched(twoFiles, 1, 42, 0x00ff_ffff), 'PACK_MALFORMED'],
    ['with zip64 numbers that are not there', patched(twoFiles, 1, 42, 0xffff_ffff), 'PACK_MALFORMED'],
    ['with a path twice', Buffer.from(Buffer.from(twoFiles).toString('latin1').replaceAll('ab', 'aa'), 'latin1'), 'PACK_PATH_TWICE'],
  ])('%s is refused', async (_, archive, code) => {
    expect(await read(archive)).toBe(code);
  });

  it.each([
    '../out',
    'a/../../out',
    '/etc/passwd',
    'C:/x',
    'a\\b',
    'a//b',
    'folder/',
    './a',
    'a/.',
    'a/..',
    'nul\u0000',
    'a/b.',
    'a/b ',
    '诉求',
  ])('whose path is %j is refused, and nothing of it is unpacked', async (unsafe) => {
    expect(
      await read(
        zipArchive([
          ['good', Buffer.from('g')],
          [unsafe, Buffer.from('x')],
        ]),
      ),
    ).toBe('PACK_PATH_UNSAFE');
  });

  it('whose file unpacks to more than it says is not unpacked much further', async () => {
    const bomb = patched(zipArchive([['bomb', new Uint8Array(8 * 2 ** 20)]]), 0, 24, 1_000);
    for (const [, platform] of platforms) expect(await read(bomb, platform)).toBe('PACK_MALFORMED');
  });
});
