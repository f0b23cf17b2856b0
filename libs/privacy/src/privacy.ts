import { createHmac, hkdfSync } from 'node:crypto';
import type { SealedPart } from '@huying/contracts';
import type { SealContext, Sealer } from '@huying/event-store';
import type { Json } from '@huying/kernel';
import { systemClock, type Clock } from '@huying/platform';
import { cacheKeys } from './key-cache.js';
import { createKeyedHash, type KeyedHash } from './keyed-hash.js';
import { openPart, sealPart } from './part-cipher.js';
import type { KeyErasure, KeysErased, KeyStore, Tombstone } from './subject-key.js';

/** What became of a sealed value: read, or erased for good with its key. */
export type Opened = { readonly kind: 'opened'; readonly value: Json } | { readonly kind: 'erased'; readonly tombstone: Tombstone };

/** Thrown for a key id that the key store never heard of: a value of another system, or a key store restored too old. */
export class UnknownKey extends Error {
  override readonly name = 'UnknownKey';
}

/** One service's door to sealed values. Nothing else in the system holds keys. */
export interface Privacy {
  /** Given to the runner: seals the secret parts of a new event, after deciding and before appending. */
  readonly sealer: Sealer;
  /**
   * Opens one part of a recorded event; the envelope itself is the context.
   * Callers MUST have checked that the reader may see it, and MUST record that he did.
   *
   * @throws SealBroken when the part was altered or moved, UnknownKey when its key was never known.
   */
  open(part: SealedPart, context: SealContext): Promise<Opened>;
  /** Opens the named part of an event's `data.sealed`; undefined where the event has no such part. */
  openNamed(sealed: readonly SealedPart[] | undefined, part: string, context: SealContext): Promise<Opened | undefined>;
  /** A hash under a secret of the service: for equal values of any person (one photo used twice, a search term). */
  readonly keyedHash: KeyedHash;
  /** A hash under the person's own key, hex: it dies with the key, so it may stand in an event in the clear (tlog §8). */
  subjectHasher(subject: string, purpose: string): Promise<(value: string | Buffer) => string>;
  /** Fetches or makes many keys in one round trip, before many events are sealed. */
  prepare(subjects: readonly string[]): Promise<void>;
  /**
   * Destroys keys (DESIGN §9). This process opens nothing with them from here on; other processes may for up to 60 s more.
   * Callers MUST have an approval on record, and MUST record the answer, also after a crash between the two: a repeat answers the same.
   */
  erase(erasure: KeyErasure): Promise<KeysErased>;
  /** Those of the given erasures that the key store has not carried out: it was restored from before them. */
  erasuresMissing(erasures: readonly string[]): Promise<readonly string[]>;
  /** Rejects while the key store cannot be asked. */
  reachable(): Promise<void>;
  /** The cached key store, for the evidence store. */
  readonly keys: KeyStore;
  close(): Promise<void>;
}

export interface PrivacyOptions {
  readonly service: string;
  readonly keys: KeyStore;
  /** 32 bytes; keyed hashes derive from it. */
  readonly masterKey: Buffer;
  readonly clock?: Clock;
}

/** A key id that no key ever has: looking it up asks the store itself and no cache. */
const nobodysKey = '00000000-0000-0000-0000-000000000000';

export function createPrivacy({ service, keys: store, masterKey, clock = systemClock }: PrivacyOptions): Privacy {
  if (masterKey.length !== 32) throw new RangeError('the master key must be exactly 32 bytes');
  const keys = cacheKeys(store, clock);

  const open = async (part: SealedPart, context: SealContext): Promise<Opened> => {
    const found = await keys.find(part.kid);
    switch (found.kind) {
      case 'living':
        return { kind: 'opened', value: openPart(found.key, part, context) };
      case 'destroyed':
        return { kind: 'erased', tombstone: found.tombstone };
      case 'unknown':
        throw new UnknownKey(`key ${part.kid} of event ${context.id} is not known to the key store`);
    }
  };

  return {
    sealer: {
      async seal(secrets, context) {
        if (secrets.length === 0) return [];
        assertDistinct(secrets.map(({ part }) => part));
        const found = await keys.getOrCreate(secrets.map(({ person }) => person));
        return secrets.map(({ part, person, value }) => {
          const key = found.get(person);
          if (key === undefined) throw new Error('the key store left out a subject it was asked for');
          return sealPart(key, part, value, context);
        });
      },
    },
    open,
    openNamed(sealed, name, context) {
      const part = sealed?.find((candidate) => candidate.part === name);
      return part === undefined ? Promise.resolve(undefined) : open(part, context);
    },
    keyedHash: createKeyedHash(masterKey, service),
    async subjectHasher(subject, purpose) {
      const key = (await keys.getOrCreate([subject])).get(subject);
      if (key === undefined) throw new Error('the key store left out a subject it was asked for');
      const hashKey = Buffer.from(hkdfSync('sha256', key.secret, '', `huying/subject-hash/v1/${purpose}`, 32));
      return (value) => createHmac('sha256', hashKey).update(value).digest('hex');
    },
    async prepare(subjects) {
      await keys.getOrCreate(subjects);
    },
    async reachable() {
      await store.find(nobodysKey);
    },
    erase: (erasure) => keys.erase(erasure),
    erasuresMissing: (erasures) => keys.erasuresMissing(erasures),
    keys,
    close: () => keys.close(),
  };
}

/** Two parts of one name in an event could be swapped for one another unseen, since the name is what binds a part to its place. */
function assertDistinct(parts: readonly string[]): void {
  if (new Set(parts).size !== parts.length) throw new Error('an event has two sealed parts of one name');
}
