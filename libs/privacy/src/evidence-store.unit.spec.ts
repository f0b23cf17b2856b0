import { mkdir, mkdtemp, readdir, readFile, rm, stat, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { deflateSync } from 'node:zlib';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createEvidenceStore, type EvidenceStore, type StoredEvidence } from './evidence-store.js';
import { exifOrientation, orientationOnly } from './exif-orientation.js';
import { createMemoryKeyStore } from './memory-key-store.js';
import { SealBroken } from './part-cipher.js';
import { withoutMetadata } from './picture-metadata.js';
import { createPrivacy, type Privacy } from './privacy.js';

const place = 'GPS 27.83N 112.94E by Li Jianguo';
const segment = (marker: number, payload: Buffer): Buffer => {
  const head = Buffer.from([0xff, marker, 0, 0]);
  head.writeUInt16BE(payload.length + 2, 2);
  return Buffer.concat([head, payload]);
};
const scan = Buffer.concat([segment(0xda, Buffer.from([1, 1, 0, 0, 63, 0])), Buffer.from([0x12, 0xff, 0x00, 0x34, 0xff, 0xd0, 0x56])]);
/** A JPEG as far as its container goes: marker by marker what a phone writes. */
function jpeg(...extra: readonly Buffer[]): Buffer {
  const table = segment(0xdb, Buffer.alloc(65));
  return Buffer.concat([Buffer.from([0xff, 0xd8]), ...extra, table, segment(0xc0, Buffer.alloc(9)), scan, Buffer.from([0xff, 0xd9])]);
}
const exif = (tail: string): Buffer => segment(0xe1, Buffer.concat([orientationOnly(6).subarray(4), Buffer.from(tail)]));
const metadata = [
  exif(place),
  segment(0xe1, Buffer.from(`http://ns.adobe.com/xap/1.0/\0${place}`)),
  segment(0xe1, Buffer.from(`http://ns.adobe.com/xmp/extension/\0${place}`)),
  segment(0xe2, Buffer.from(`MPF\0${place}`)),
  segment(0xed, Buffer.from(`Photoshop 3.0\0${place}`)),
  segment(0xfe, Buffer.from(place)),
];
const chunk = (type: string, data: Buffer): Buffer => {
  const length = Buffer.alloc(4);
  length.writeUInt32BE(data.length);
  return Buffer.concat([length, Buffer.from(type, 'latin1'), data, Buffer.alloc(4)]);
};
const png = (...extra: readonly Buffer[]): Buffer =>
  Buffer.concat([
    Buffer.from('89504e470d0a1a0a', 'hex'),
    chunk('IHDR', Buffer.alloc(13)),
    ...extra,
    chunk('IDAT', deflateSync(Buffer.alloc(4))),
    chunk('IEND', Buffer.alloc(0)),
  ]);
const riff = (type: string, data: Buffer): Buffer => {
  const length = Buffer.alloc(4);
  length.writeUInt32LE(data.length);
  return Buffer.concat([Buffer.from(type, 'latin1'), length, data, Buffer.alloc(data.length % 2)]);
};
function webp(flags: number, ...extra: readonly Buffer[]): Buffer {
  const body = Buffer.concat([riff('VP8X', Buffer.from([flags, 0, 0, 0, 9, 0, 0, 9, 0, 0])), riff('VP8 ', Buffer.from('pixel')), ...extra]);
  const head = Buffer.from('RIFF\0\0\0\0WEBP', 'latin1');
  head.writeUInt32LE(4 + body.length, 4);
  return Buffer.concat([head, body]);
}

describe('removing metadata', () => {
  it('leaves a JPEG its pixels and its orientation, and nothing that says where, when or who', () => {
    const cleaned = withoutMetadata(jpeg(...metadata), 'image/jpeg');
    expect(cleaned.toString('latin1')).not.toContain('GPS');
    expect(cleaned).toEqual(jpeg(orientationOnly(6)));
    expect(exifOrientation(cleaned.subarray(6))).toBe(6);
  });

  it('keeps what colours need, and drops what follows the picture', () => {
    const profile = segment(0xe2, Buffer.from('ICC_PROFILE\0\x01\x01profile'));
    const adobe = segment(0xee, Buffer.from('Adobe\0d\0\0\0\0\x01'));
    expect(withoutMetadata(Buffer.concat([jpeg(profile, adobe), Buffer.from(place)]), 'image/jpeg')).toEqual(jpeg(profile, adobe));
  });

  it('leaves a PNG only what a decoder needs', () => {
    const extra = [chunk('tEXt', Buffer.from(place)), chunk('eXIf', Buffer.from(place)), chunk('prVt', Buffer.from(place))];
    expect(withoutMetadata(Buffer.concat([png(...extra), Buffer.from(place)]), 'image/png')).toEqual(png());
  });

  it('leaves a WebP only what a decoder needs, and takes back the promise of Exif and XMP', () => {
    const full = webp(0x1c, riff('EXIF', Buffer.from(`${place}.`)), riff('XMP ', Buffer.from(place)));
    expect(withoutMetadata(full, 'image/webp')).toEqual(webp(0x10));
  });

  it.each([
    ['image/jpeg', jpeg()],
    ['image/png', png()],
    ['image/webp', webp(0)],
  ] as const)('never hangs on or reads past a cut-off %s', (type, whole) => {
    for (let length = 12; length < whole.length - 1; length += 1) {
      expect(() => withoutMetadata(whole.subarray(0, length), type)).toThrow(/JPEG|PNG|WebP/);
    }
  });
});

describe('the evidence store', () => {
  let directory: string;
  let privacy: Privacy;
  let evidence: EvidenceStore;
  beforeEach(async () => {
    directory = await mkdtemp(join(tmpdir(), 'evidence-'));
    privacy = createPrivacy({ service: 'dispatch', keys: createMemoryKeyStore(), masterKey: Buffer.alloc(32, 1) });
    evidence = createEvidenceStore({ directory, keys: privacy.keys, keyedHash: privacy.keyedHash });
  });
  afterEach(() => rm(directory, { recursive: true }));

  async function stored(bytes: Buffer, mediaType = 'image/jpeg', person = 'case:1'): Promise<StoredEvidence> {
    const put = await evidence.put({ person, bytes, mediaType });
    if (put.kind === 'refused') throw new Error(put.code);
    return put.evidence;
  }
  const fileOf = ({ sha256 }: StoredEvidence): string => join(directory, sha256.slice(0, 2), sha256.slice(2, 4), sha256);

  it('gives back the picture without its metadata', async () => {
    const { sha256, size } = await stored(jpeg(...metadata));
    expect(await evidence.get(sha256)).toEqual({ kind: 'opened', bytes: jpeg(orientationOnly(6)) });
    expect(size).toBe(jpeg(orientationOnly(6)).length);
  });

  it('writes only ciphertext, in one whole file that its owner alone may read', async () => {
    const kept = await stored(Buffer.from('a written statement of 李建国'), 'text/plain');
    const bytes = await readFile(fileOf(kept));
    expect(bytes.includes(Buffer.from('李建国'))).toBe(false);
    expect((await stat(fileOf(kept))).mode & 0o777).toBe(0o600);
    expect(await readdir(join(fileOf(kept), '..'))).toEqual([kept.sha256]);
  });

  it('finds one photo used twice, whoever sent it and whatever metadata it carried', async () => {
    const [first, second, other] = [
      await stored(jpeg(exif('one'))),
      await stored(jpeg(exif('two')), 'image/jpeg', 'case:2'),
      await stored(png(), 'image/png'),
    ];
    expect(second.contentHash).toBe(first.contentHash);
    expect(second.sha256).not.toBe(first.sha256);
    expect(other.contentHash).not.toBe(first.contentHash);
  });

  it('removes metadata from a picture that is sent under another name', async () => {
    const { sha256, mediaType } = await stored(jpeg(...metadata), 'application/octet-stream');
    expect(mediaType).toBe('image/jpeg');
    expect(await evidence.get(sha256)).toEqual({ kind: 'opened', bytes: jpeg(orientationOnly(6)) });
  });

  it.each([
    ['EVIDENCE_EMPTY', Buffer.alloc(0), 'image/jpeg'],
    ['EVIDENCE_MEDIA_TYPE_MISMATCH', Buffer.from('no picture'), 'image/png'],
    ['EVIDENCE_BROKEN_PICTURE', jpeg().subarray(0, 40), 'image/jpeg'],
  ])('refuses with %s what it cannot keep safely', async (code, bytes, mediaType) => {
    expect(await evidence.put({ person: 'case:1', bytes, mediaType })).toEqual({ kind: 'refused', code });
    expect(await readdir(directory)).toEqual([]);
  });

  it('answers erased once the key was destroyed, and absent for what never was', async () => {
    const { sha256 } = await stored(png(), 'image/png');
    const tombstone = { erasure: '0190d2f4-0000-7000-8000-00000000000e', basis: 'resident-request', at: '2026-06-17T15:00:00.000+08:00' };
    await privacy.erase({ ...tombstone, subjects: ['case:1'], kids: [] });
    expect(await evidence.get(sha256)).toEqual({ kind: 'erased', tombstone });
    expect(await evidence.get('0'.repeat(64))).toEqual({ kind: 'absent' });
    expect(await evidence.get('../../etc/passwd')).toEqual({ kind: 'absent' });
  });

  it('removes a file that nothing names, and that one alone', async () => {
    const [kept, orphan] = [await stored(png(), 'image/png'), await stored(jpeg())];
    await evidence.remove(orphan.sha256);
    await evidence.remove(orphan.sha256);
    await evidence.remove('../../etc/passwd');
    expect(await evidence.get(orphan.sha256)).toEqual({ kind: 'absent' });
    expect(await evidence.get(kept.sha256)).toMatchObject({ kind: 'opened' });
  });

  it('removes what dead writers left half written, and nothing that may still be written or is whole', async () => {
    const kept = await stored(png(), 'image/png');
    const folder = join(directory, 'ab', 'cd');
    await mkdir(folder, { recursive: true });
    const [dead, alive] = ['1', '2'].map((digit) => join(folder, `.${digit.repeat(8)}-1111-4111-8111-111111111111.draft`)) as [
      string,
      string,
    ];
    await Promise.all([dead, alive].map((path) => writeFile(path, 'half')));
    const longAgo = new Date(Date.now() - 25 * 3_600_000);
    await Promise.all([dead, fileOf(kept)].map((path) => utimes(path, longAgo, longAgo)));

    expect(await evidence.removeDrafts(24 * 3_600_000)).toBe(1);

    expect(await readdir(folder)).toEqual([alive.slice(folder.length + 1)]);
    expect(await evidence.get(kept.sha256)).toMatchObject({ kind: 'opened' });
    expect(await createEvidenceStore({ ...privacy, directory: join(directory, 'not-there') }).removeDrafts(0)).toBe(0);
  });

  it('refuses a file that was altered on disk', async () => {
    const kept = await stored(png(), 'image/png');
    const bytes = await readFile(fileOf(kept));
    bytes.writeUInt8(bytes.readUInt8(bytes.length - 1) ^ 1, bytes.length - 1);
    await writeFile(fileOf(kept), bytes);
    await expect(evidence.get(kept.sha256)).rejects.toThrow(SealBroken);
  });
});
