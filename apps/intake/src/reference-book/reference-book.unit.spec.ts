import { describe, expect, it } from 'vitest';
import { defaultPolicy } from '@huying/domain-deadline';
import { ReferenceBook } from './reference-book.js';
import type { ReferenceFact } from './reference-fact.js';

const street = '430304900';
const community = '430304900900';
const at = '2026-06-18T09:00:00.000+08:00';
const yesterday = '2026-06-17T09:00:00.000+08:00';
const tomorrow = '2026-06-19T09:00:00.000+08:00';
const adoption = { digest: '0'.repeat(64), effectiveFrom: yesterday };

const menu = (area: string, version: string): ReferenceFact => ({
  type: 'ServiceMenuAdopted',
  data: { area, version, items: [{ code: 'LAMP', zh: '楼道灯', en: 'Lamp', type: 'REPAIR' }] },
});
const post = (id: string, firstContact: 'duty' | 'default', area = community): ReferenceFact => ({
  type: 'RoleAssigned',
  data: { post: id, person: `person-${id}`, role: 'FQ', unit: 'U-HUB', title: '首问责任人', area, from: yesterday, firstContact },
});
const policy = (version: string, effectiveFrom = yesterday): ReferenceFact => ({
  type: 'PolicyVersionAdopted',
  data: {
    ...adoption,
    effectiveFrom,
    area: community,
    version,
    policy: { ...defaultPolicy, version, guards: { hard: [], flag: ['conflict'] } },
  },
});
const calendar: ReferenceFact = {
  type: 'CalendarVersionAdopted',
  data: {
    ...adoption,
    area: street,
    version: '2026',
    years: [2026],
    offDays: [],
    makeUpDays: [],
    source: { url: 'https://example.org', publishedAt: at },
  },
};

/** A book of these facts, each the next of its own stream. */
function bookOf(...facts: readonly (readonly [stream: string, fact: ReferenceFact])[]): ReferenceBook {
  const book = new ReferenceBook();
  const versions = new Map<string, number>();
  for (const [stream, fact] of facts) {
    const version = (versions.get(stream) ?? 0) + 1;
    versions.set(stream, version);
    book.apply(stream, { version, fact });
  }
  return book;
}

describe('the reference book', () => {
  it('offers the menu adopted last, the nearest area’s before a wider one', () => {
    const book = bookOf(
      [`catalogue-${street}`, menu(street, 's1')],
      [`catalogue-${community}`, menu(community, 'c1')],
      [`catalogue-${community}`, menu(community, 'c2')],
    );

    expect(book.choiceOf(community, 'LAMP')).toMatchObject({ menu: 'c2', item: { type: 'REPAIR' } });
    expect(book.choiceOf('430304900901', 'LAMP')?.menu).toBe('s1');
    expect(book.choiceOf(community, 'ROOF')).toBeUndefined();
  });

  it('gives what comes in to the post on duty, before the default one, and to nobody whose post has ended', () => {
    const both = [
      ['post-D', post('D', 'default')],
      ['post-K', post('K', 'duty')],
    ] as const;
    const ended: ReferenceFact = { type: 'RoleEnded', data: { post: 'K', person: 'person-K', to: at } };

    expect(bookOf(...both).firstContact(community, at)).toEqual({ onDuty: { person: 'person-K', unit: 'U-HUB', post: 'K' } });
    expect(bookOf(...both, ['post-K', ended]).firstContact(community, at)).toEqual({
      byDefault: { person: 'person-D', unit: 'U-HUB', post: 'D' },
    });
    expect(bookOf().firstContact(community, at)).toEqual({});
  });

  it('knows the places of a grid, in its own area', () => {
    const grid: ReferenceFact = {
      type: 'GridDefined',
      data: { grid: 'G1', area: community, name: '一网格', buildings: [{ building: 'B3', name: '3栋', units: 2, households: 60 }] },
    };
    const book = bookOf(['grid-G1', grid]);

    expect(book.knowsPlace(community, 'G1', 'B3')).toBe(true);
    expect(book.knowsPlace(community, 'G1', 'B4')).toBe(false);
    expect(book.knowsPlace('430304900901', 'G1', 'B3')).toBe(false);
  });

  it('counts by the policy and calendar that have begun, and by none while one is missing', () => {
    const book = bookOf(['p', policy('v0')], ['p', policy('v1', tomorrow)], ['c', calendar]);

    expect(book.rules(community, at)?.policy.version).toBe('v0');
    expect(book.rules(community, tomorrow)?.policy.version).toBe('v1');
    expect(book.flagged(community, at)).toEqual(new Set(['conflict']));
    expect(bookOf(['p', policy('v0')]).rules(community, at)).toBeUndefined();
  });

  it('learns nothing twice and nothing backwards', () => {
    const book = bookOf([`catalogue-${community}`, menu(community, 'c1')], [`catalogue-${community}`, menu(community, 'c2')]);
    book.apply(`catalogue-${community}`, { version: 1, fact: menu(community, 'c1') });

    expect(book.menuOf(community)?.version).toBe('c2');
  });
});
