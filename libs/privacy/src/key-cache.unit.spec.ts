import { describe, expect, it } from 'vitest';
import { cacheKeys } from './key-cache.js';
import { createMemoryKeyStore } from './memory-key-store.js';
import type { KeyErasure, KeyStore, Tombstone } from './subject-key.js';

/** A store that remembers what it was asked, in front of one that works. */
function watched(): { store: KeyStore; asked: string[][]; found: string[] } {
  const inner = createMemoryKeyStore();
  const asked: string[][] = [];
  const found: string[] = [];
  return {
    asked,
    found,
    store: {
      ...inner,
      getOrCreate(subjects) {
        asked.push([...subjects]);
        return inner.getOrCreate(subjects);
      },
      find(kid) {
        found.push(kid);
        return inner.find(kid);
      },
    },
  };
}
const clock = { now: (): number => 0 };
const erasure = '0190d2f4-0000-7000-8000-00000000000e';
const at = '2026-06-17T15:00:00.000+08:00';
const tombstone: Tombstone = { at, erasure, basis: 'resident-request' };
const erasing = (subject: string, id = erasure): KeyErasure => ({
  erasure: id,
  basis: 'resident-request',
  at,
  subjects: [subject],
  kids: [],
});

describe('the key cache', () => {
  it('asks the store once within 60 seconds, and again after them', async () => {
    const { store, asked } = watched();
    const time = { ms: 0, now: (): number => time.ms };
    const keys = cacheKeys(store, time);
    await keys.getOrCreate(['a']);
    time.ms = 59_999;
    await keys.getOrCreate(['a']);
    expect(asked).toEqual([['a']]);
    time.ms = 60_000;
    await keys.getOrCreate(['a']);
    expect(asked).toEqual([['a'], ['a']]);
  });

  it('keeps a key no longer than 60 seconds, whatever it was told', async () => {
    const { store, found } = watched();
    const time = { ms: 0, now: (): number => time.ms };
    const keys = cacheKeys(store, time, 10, 3600);
    const kid = (await keys.getOrCreate(['a'])).get('a')?.kid ?? '';
    await keys.find(kid);
    expect(found).toEqual([]);
    time.ms = 60_000;
    await keys.find(kid);
    expect(found).toEqual([kid]);
  });

  it('gathers callers that ask at the same time into few requests', async () => {
    const { store, asked } = watched();
    const keys = cacheKeys(store, clock);
    const subjects = Array.from({ length: 100 }, (_, index) => `person-${String(index)}`);
    const answers = await Promise.all(subjects.map((subject) => keys.getOrCreate([subject])));
    expect(answers.map((answer, index) => answer.has(`person-${String(index)}`))).not.toContain(false);
    expect(asked.length).toBeLessThanOrEqual(2);
    expect(asked.flat()).toHaveLength(100);
  });

  it('fails the callers of a request that failed and nobody after them', async () => {
    const { store } = watched();
    let broken = true;
    const keys = cacheKeys(
      { ...store, getOrCreate: (subjects) => (broken ? Promise.reject(new Error('no database')) : store.getOrCreate(subjects)) },
      clock,
    );
    await expect(keys.getOrCreate(['a'])).rejects.toThrow('no database');
    broken = false;
    expect((await keys.getOrCreate(['a'])).has('a')).toBe(true);
  });

  it('drops the oldest entries beyond its bound', async () => {
    const { store, asked } = watched();
    const keys = cacheKeys(store, clock, 2);
    for (const subject of ['a', 'b', 'c', 'a']) await keys.getOrCreate([subject]);
    expect(asked.flat()).toEqual(['a', 'b', 'c', 'a']);
  });

  it('forgets a key that it destroys at once', async () => {
    const keys = cacheKeys(createMemoryKeyStore(), clock);
    const kid = (await keys.getOrCreate(['a'])).get('a')?.kid ?? '';
    expect((await keys.erase(erasing('a'))).kids).toEqual([kid]);
    expect(await keys.find(kid)).toEqual({ kind: 'destroyed', tombstone });
  });

  it('keeps no key that was on its way from the store while one was destroyed', async () => {
    const { store } = watched();
    const kid = (await store.getOrCreate(['a'])).get('a')?.kid ?? '';
    let arrive: () => void = () => undefined;
    const held = new Promise<void>((resolve) => (arrive = resolve));
    const keys = cacheKeys({ ...store, find: (asked) => store.find(asked).then((found) => held.then(() => found)) }, clock);
    const onItsWay = keys.find(kid);
    await keys.erase(erasing('a'));
    arrive();
    expect(await onItsWay).toMatchObject({ kind: 'living' });
    expect(await keys.find(kid)).toEqual({ kind: 'destroyed', tombstone });
  });
});
