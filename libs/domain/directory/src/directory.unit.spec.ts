import { describe, expect, it } from 'vitest';
import { firstContactPost, handlerPost, holdersOf, isHeldAt, rolesOf, type Post } from './directory.js';

const community = '430304900900';
const post = (id: string, change: Partial<Post>): Post => ({
  post: id,
  person: 'P01',
  role: 'SEC',
  unit: 'U-COM',
  title: '书记',
  area: community,
  from: '2026-01-01T00:00:00.000+08:00',
  ...change,
});
const now = '2026-03-02T09:00:00.000+08:00';
const ended = { to: '2026-03-02T09:00:00.000+08:00' };

describe('who held what, where and when', () => {
  it('counts a post from its first moment until the moment of its end', () => {
    const held = post('K1', ended);
    expect(isHeldAt(held, held.from)).toBe(true);
    expect(isHeldAt(held, '2026-03-02T08:59:59.999+08:00')).toBe(true);
    expect(isHeldAt(held, now)).toBe(false);
    expect(isHeldAt(held, '2025-12-31T23:59:59.999+08:00')).toBe(false);
  });
  it('lists the roles of a person for a place: his own area and every one below it', () => {
    const posts = [post('K1', {}), post('K2', { role: 'FQ' }), post('K3', { role: null }), post('K4', { role: 'DIS', ...ended })];
    expect(rolesOf(posts, 'P01', community, now)).toEqual(new Set(['SEC', 'FQ']));
    expect(rolesOf(posts, 'P01', '430304900', now)).toEqual(new Set());
  });
  it('finds the holders of a role', () => {
    const posts = [post('K1', {}), post('K2', { person: 'P10', role: 'ST', area: '430304900' })];
    expect(holdersOf(posts, 'ST', community, now).map(({ person }) => person)).toEqual(['P10']);
  });
  it('finds the post by which a person of a unit may be given orders', () => {
    const posts = [post('K1', { person: 'P21', role: 'HAN', unit: 'U-PM' }), post('K2', { person: 'P22', role: 'REV', unit: 'U-PM' })];
    expect(handlerPost(posts, 'U-PM', 'P21', community, now)?.post).toBe('K1');
    expect(handlerPost(posts, 'U-POL', 'P21', community, now)).toBeUndefined();
    expect(handlerPost(posts, 'U-PM', 'P22', community, now)).toBeUndefined();
  });
});

describe('the post that owns a contact which reached nobody in person', () => {
  const byDefault = post('K1', { firstContact: 'default' });
  const onDuty = post('K2', { firstContact: 'duty' });
  const street = post('K3', { firstContact: 'duty', area: '430304900' });
  const first = (posts: readonly Post[]) => firstContactPost(posts, community, now)?.post;
  it('is the one on duty, else the default one', () => {
    expect(first([byDefault, onDuty])).toBe('K2');
    expect(first([byDefault, { ...onDuty, ...ended }])).toBe('K1');
  });
  it('is the nearest one', () => {
    expect(first([street, onDuty])).toBe('K2');
  });
  it('is none where nobody has it', () => {
    expect(first([post('K4', {})])).toBeUndefined();
  });
});
