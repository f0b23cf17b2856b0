import type { Clock } from '@huying/platform';
import type { KeyLookup, KeyStore, SubjectKey } from './subject-key.js';

/** An erased person stays readable in a process no longer than this (DESIGN §9). */
export const keyCacheSecondsMax = 60;

interface Cached {
  readonly subject: string | undefined;
  readonly key: SubjectKey;
  readonly until: number;
}

/**
 * Keeps living keys in memory for at most 60 s, and gathers the misses of callers that ask at the same time into one request to the
 * store behind it. Destroyed and unknown keys are never cached: the store may know better the next moment.
 *
 * @param entriesMax oldest entries are dropped beyond it, so memory stays bounded however many people are touched.
 */
export function cacheKeys(store: KeyStore, clock: Clock, entriesMax = 50_000, seconds = keyCacheSecondsMax): KeyStore {
  const lifeMs = Math.min(seconds, keyCacheSecondsMax) * 1000;
  const bySubject = new Map<string, Cached>();
  const byKid = new Map<string, Cached>();
  const gather = gathered(store);
  /** Counts erasures: a key that was asked for before one may be a destroyed one when it arrives, and is not kept. */
  let erasures = 0;

  const forget = (cached: Cached): void => {
    if (cached.subject !== undefined && bySubject.get(cached.subject) === cached) bySubject.delete(cached.subject);
    if (byKid.get(cached.key.kid) === cached) byKid.delete(cached.key.kid);
  };
  const fresh = (cached: Cached | undefined): SubjectKey | undefined => {
    if (cached === undefined) return undefined;
    if (cached.until > clock.now()) return cached.key;
    forget(cached);
    return undefined;
  };
  const forgetAll = (): void => {
    erasures += 1;
    bySubject.clear();
    byKid.clear();
  };
  const remember = (key: SubjectKey, subject: string | undefined, askedAt: number): void => {
    if (askedAt !== erasures) return;
    const cached = { subject, key, until: clock.now() + lifeMs };
    if (subject !== undefined) bySubject.set(subject, cached);
    byKid.set(key.kid, cached);
    for (const oldest of byKid.values()) {
      if (byKid.size <= entriesMax) break;
      forget(oldest);
      byKid.delete(oldest.key.kid);
    }
  };

  return {
    async getOrCreate(subjects) {
      const keys = new Map<string, SubjectKey>();
      const missing: string[] = [];
      for (const subject of subjects) {
        const key = fresh(bySubject.get(subject));
        if (key === undefined) missing.push(subject);
        else keys.set(subject, key);
      }
      if (missing.length === 0) return keys;
      const askedAt = erasures;
      for (const [subject, key] of await gather(missing)) {
        if (fresh(bySubject.get(subject))?.kid !== key.kid) remember(key, subject, askedAt);
        keys.set(subject, key);
      }
      return keys;
    },
    async find(kid): Promise<KeyLookup> {
      const key = fresh(byKid.get(kid));
      if (key !== undefined) return { kind: 'living', key };
      const askedAt = erasures;
      const found = await store.find(kid);
      if (found.kind === 'living') remember(found.key, found.subject, askedAt);
      return found;
    },
    /** Forgets every key, before and after: erasures are rare, and one of them may name keys of subjects that are not at hand. */
    async erase(erasure) {
      forgetAll();
      try {
        return await store.erase(erasure);
      } finally {
        forgetAll();
      }
    },
    erasuresMissing: (erasures) => store.erasuresMissing(erasures),
    close: () => store.close(),
  };
}

/** Gathers concurrent requests: whatever is asked while one request is under way goes out together in the next. */
function gathered(store: KeyStore): (subjects: readonly string[]) => Promise<ReadonlyMap<string, SubjectKey>> {
  let waiting: { subjects: Set<string>; answer: Promise<ReadonlyMap<string, SubjectKey>> } | undefined;
  let underWay: Promise<unknown> = Promise.resolve();
  return async (wanted) => {
    if (waiting === undefined) {
      const subjects = new Set<string>();
      const answer = underWay.then(() => {
        waiting = undefined;
        return store.getOrCreate([...subjects]);
      });
      underWay = answer.catch(() => undefined); // The callers see the failure; the next batch must not.
      waiting = { subjects, answer };
    }
    for (const subject of wanted) waiting.subjects.add(subject);
    return pick(await waiting.answer, wanted);
  };
}

function pick(keys: ReadonlyMap<string, SubjectKey>, wanted: readonly string[]): ReadonlyMap<string, SubjectKey> {
  return new Map(
    wanted.map((subject) => {
      const key = keys.get(subject);
      if (key === undefined) throw new Error('the key store left out a subject it was asked for');
      return [subject, key];
    }),
  );
}
