import { describe, expect, it } from 'vitest';
import { entityTag, versionsIn } from './entity-tag.js';

describe('an entity tag', () => {
  it('names the version of each stream, in the form of RFC 9110', () => {
    expect(entityTag({ case: 7, order: 5 })).toBe('"case:7;order:5"');
  });

  it('holds the digest of the bytes of a read, so that other bytes have another tag', () => {
    const tag = entityTag({ case: 7 }, '{"colour":"green"}');

    expect(tag).toMatch(/^"case:7;[A-Za-z0-9_-]{22}"$/);
    expect(entityTag({ case: 7 }, '{"colour":"green"}')).toBe(tag);
    expect(entityTag({ case: 7 }, '{"colour":"red"}')).not.toBe(tag);
  });

  it('gives its versions back, with a digest and without', () => {
    for (const body of [undefined, '{}'])
      expect([...(versionsIn(entityTag({ case: 7, order: 5 }, body)) ?? [])]).toEqual([
        ['case', 7],
        ['order', 5],
      ]);
  });

  it.each(['case:7', '"7"', '""', 'W/"case:7"', '"case:7 order:5"', '"case:-1"', '"case:07"', '"case:1e3"', '"Case:7"', '"case:7;"', '*'])(
    'is not what %s is',
    (text) => {
      expect(versionsIn(text)).toBeUndefined();
    },
  );
});
