import { createHash, randomUUID } from 'node:crypto';
import { mkdir, open, readdir, readFile, rename, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { BrokenPicture } from './broken-picture.js';
import { decryptEvidence, encryptEvidence, keyIdOf } from './evidence-cipher.js';
import type { KeyedHash } from './keyed-hash.js';
import { SealBroken } from './part-cipher.js';
import { pictureTypeOf, withoutMetadata } from './picture-metadata.js';
import type { KeyStore, Tombstone } from './subject-key.js';

/** What an event keeps of a file (DESIGN §9): enough to find and prove it, nothing of what it shows. */
export interface StoredEvidence {
  /** SHA-256 of the stored ciphertext, hex: the file's name and its proof. */
  readonly sha256: string;
  /** Keyed hash of the content without metadata, hex: equal for one photo used twice. */
  readonly contentHash: string;
  /** Bytes of the content, without metadata. */
  readonly size: number;
  readonly mediaType: string;
}

export type EvidenceRefusal = 'EVIDENCE_EMPTY' | 'EVIDENCE_BROKEN_PICTURE' | 'EVIDENCE_MEDIA_TYPE_MISMATCH';

export type EvidencePut =
  { readonly kind: 'stored'; readonly evidence: StoredEvidence } | { readonly kind: 'refused'; readonly code: EvidenceRefusal };

export type EvidenceGet =
  | { readonly kind: 'opened'; readonly bytes: Buffer }
  /** The key of the person was destroyed: nobody can read the file again. */
  | { readonly kind: 'erased'; readonly tombstone: Tombstone }
  | { readonly kind: 'absent' };

/**
 * Evidence files, encrypted under a person's key and stored by the digest of the ciphertext.
 *
 * Implementations MUST remove metadata from JPEG, PNG and WebP before hashing and encrypting, whatever the sender calls the file.
 * Implementations MUST NOT resolve `put` before the file is durable under its final name.
 * Implementations MUST refuse to hand out bytes that are not what was stored.
 */
export interface EvidenceStore {
  put(file: { readonly person: string; readonly bytes: Buffer; readonly mediaType: string }): Promise<EvidencePut>;
  /** @throws SealBroken when the stored file is not what its name says. */
  get(sha256: string): Promise<EvidenceGet>;
  /** Removes a file that no event names. Removing it again, or what was never there, changes nothing. */
  remove(sha256: string): Promise<void>;
  /** Removes what writers that died have left half written more than `ageMs` ago. Resolves to how many there were. */
  removeDrafts(ageMs: number): Promise<number>;
}

export interface EvidenceStoreOptions {
  /** Made where it is missing, readable by the owner only. */
  readonly directory: string;
  readonly keys: KeyStore;
  readonly keyedHash: KeyedHash;
}

const digestForm = /^[0-9a-f]{64}$/;
const draftForm = /(?:^|[\\/])\.[0-9a-f-]{36}\.draft$/;

/** An evidence store on disk: `<directory>/ab/cd/abcd…`. */
export function createEvidenceStore({ directory, keys, keyedHash }: EvidenceStoreOptions): EvidenceStore {
  const folderOf = (sha256: string): string => join(directory, sha256.slice(0, 2), sha256.slice(2, 4));

  return {
    async put({ person, bytes, mediaType }) {
      const cleaned = clean(bytes, mediaType);
      if (cleaned.kind === 'refused') return cleaned;
      const key = (await keys.getOrCreate([person])).get(person);
      if (key === undefined) throw new Error('the key store left out a subject it was asked for');
      const stored = encryptEvidence(key, cleaned.content);
      const sha256 = digest(stored);
      await writeDurably(folderOf(sha256), sha256, stored);
      return {
        kind: 'stored',
        evidence: {
          sha256,
          contentHash: keyedHash('evidence', cleaned.content),
          size: cleaned.content.length,
          mediaType: cleaned.mediaType,
        },
      };
    },

    async get(sha256) {
      if (!digestForm.test(sha256)) return { kind: 'absent' };
      const stored = await readFile(join(folderOf(sha256), sha256)).catch(absentWhenMissing);
      if (stored === undefined) return { kind: 'absent' };
      if (digest(stored) !== sha256) throw new SealBroken(`evidence ${sha256} was altered on disk`);
      const found = await keys.find(keyIdOf(stored));
      switch (found.kind) {
        case 'living':
          return { kind: 'opened', bytes: decryptEvidence(found.key, stored) };
        case 'destroyed':
          return { kind: 'erased', tombstone: found.tombstone };
        case 'unknown':
          throw new SealBroken(`evidence ${sha256} is sealed under a key that is not known`);
      }
    },

    async remove(sha256) {
      if (!digestForm.test(sha256)) return;
      await rm(join(folderOf(sha256), sha256), { force: true });
    },

    async removeDrafts(ageMs) {
      const names = (await readdir(directory, { recursive: true }).catch(absentWhenMissing)) ?? [];
      const before = Date.now() - ageMs;
      let removed = 0;
      for (const path of names.filter((name) => draftForm.test(name)).map((name) => join(directory, name))) {
        const found = await stat(path).catch(absentWhenMissing);
        if (found === undefined || found.mtimeMs > before) continue;
        await rm(path, { force: true });
        removed += 1;
      }
      return removed;
    },
  };
}

type Cleaned = { readonly kind: 'clean'; readonly content: Buffer; readonly mediaType: string } | Extract<EvidencePut, { kind: 'refused' }>;

function clean(bytes: Buffer, mediaType: string): Cleaned {
  if (bytes.length === 0) return { kind: 'refused', code: 'EVIDENCE_EMPTY' };
  const picture = pictureTypeOf(bytes);
  const claimed = mediaType.split(';', 1)[0]?.trim().toLowerCase() ?? '';
  if (picture === undefined) {
    // A picture that does not begin as one could carry its metadata past us.
    return claimed.startsWith('image/')
      ? { kind: 'refused', code: 'EVIDENCE_MEDIA_TYPE_MISMATCH' }
      : { kind: 'clean', content: bytes, mediaType: claimed };
  }
  try {
    return { kind: 'clean', content: withoutMetadata(bytes, picture), mediaType: picture };
  } catch (error) {
    if (error instanceof BrokenPicture) return { kind: 'refused', code: 'EVIDENCE_BROKEN_PICTURE' };
    throw error;
  }
}

/** Written beside its place, made durable, then moved there: a reader or a crash sees the whole file or none. */
async function writeDurably(folder: string, name: string, bytes: Buffer): Promise<void> {
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const draft = join(folder, `.${randomUUID()}.draft`);
  try {
    const file = await open(draft, 'wx', 0o600);
    try {
      await file.writeFile(bytes);
      await file.sync();
    } finally {
      await file.close();
    }
    await rename(draft, join(folder, name));
  } catch (error) {
    await rm(draft, { force: true });
    throw error;
  }
  await syncFolder(folder);
}

/** Makes the new name itself durable; not every file system can, and then it is none of our business. */
async function syncFolder(folder: string): Promise<void> {
  const handle = await open(folder, 'r').catch(() => undefined);
  if (handle === undefined) return;
  try {
    await handle.sync().catch(() => undefined);
  } finally {
    await handle.close();
  }
}

function absentWhenMissing(error: NodeJS.ErrnoException): undefined {
  if (error.code === 'ENOENT') return undefined;
  throw error;
}

const digest = (bytes: Buffer): string => createHash('sha256').update(bytes).digest('hex');
