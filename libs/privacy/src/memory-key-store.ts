import { randomBytes } from 'node:crypto';
import { newId } from '@huying/platform';
import type { KeyLookup, KeysErased, KeyStore, SubjectKey, Tombstone } from './subject-key.js';

/** A key store that forgets everything with the process: for unit tests, and for nothing else. */
export function createMemoryKeyStore(): KeyStore {
  const living = new Map<string, SubjectKey>();
  const byKid = new Map<string, SubjectKey | Tombstone>();
  const erasures = new Map<string, KeysErased>();
  const create = (subject: string): SubjectKey => {
    const key = { kid: newId(), secret: randomBytes(32) };
    living.set(subject, key);
    byKid.set(key.kid, key);
    return key;
  };
  return {
    getOrCreate: (subjects) => Promise.resolve(new Map(subjects.map((subject) => [subject, living.get(subject) ?? create(subject)]))),
    find(kid): Promise<KeyLookup> {
      const key = byKid.get(kid);
      if (key === undefined) return Promise.resolve({ kind: 'unknown' });
      return Promise.resolve('secret' in key ? { kind: 'living', key } : { kind: 'destroyed', tombstone: key });
    },
    erase({ erasure, basis, at, subjects, kids }) {
      const before = erasures.get(erasure);
      if (before !== undefined) return Promise.resolve(before);
      const going = [...living].filter(([subject, { kid }]) => subjects.includes(subject) || kids.includes(kid));
      for (const [subject] of going) living.delete(subject);
      const gone = [...new Set([...going.map(([, { kid }]) => kid), ...kids])].sort();
      for (const kid of gone) byKid.set(kid, { at, erasure, basis });
      erasures.set(erasure, { kids: gone, at });
      return Promise.resolve({ kids: gone, at });
    },
    erasuresMissing: (asked) => Promise.resolve(asked.filter((erasure) => !erasures.has(erasure))),
    close: () => Promise.resolve(),
  };
}
