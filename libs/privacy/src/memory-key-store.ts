import { randomBytes } from 'node:crypto';
import { newId } from '@huying/platform';
import type { KeyLookup, KeyStore, SubjectKey } from './subject-key.js';

/** A key store that forgets everything with the process: for unit tests, and for nothing else. */
export function createMemoryKeyStore(): KeyStore {
  const living = new Map<string, SubjectKey>();
  const byKid = new Map<string, SubjectKey | 'destroyed'>();
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
      return Promise.resolve(key === 'destroyed' ? { kind: 'destroyed' } : { kind: 'living', key });
    },
    destroy(subject) {
      const key = living.get(subject);
      if (key === undefined) return Promise.resolve(false);
      living.delete(subject);
      byKid.set(key.kid, 'destroyed');
      return Promise.resolve(true);
    },
    close: () => Promise.resolve(),
  };
}
