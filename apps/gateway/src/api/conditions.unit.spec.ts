import { entityTag } from '@huying/platform-nest';
import { describe, expect, it } from 'vitest';
import { conditionOf, ifNoneMatchFault, isKnown } from './conditions.js';

const write = { method: 'POST', writes: 'case' } as const;
const ifMatch = (text: string, row: Parameters<typeof conditionOf>[1] = write) => conditionOf({ 'if-match': text }, row);

describe('If-Match', () => {
  it('asks for the version that the tag names of the stream that is written to', () => {
    const condition = { category: 'case', versions: [7] };

    expect(ifMatch('"case:7"')).toEqual(condition);
    expect(ifMatch(entityTag({ case: 7, order: 5 }, '{"a":1}'))).toEqual(condition);
    expect(ifMatch('"order:5;case:7"')).toEqual(condition);
  });

  it('asks for one of several versions, or for a stream that exists', () => {
    expect(ifMatch('"case:7", "case:8"')).toEqual({ category: 'case', versions: [7, 8] });
    expect(ifMatch(' * ')).toEqual({ category: 'case', versions: 'exists' });
  });

  it('asks for nothing where it is not sent', () => {
    expect(conditionOf({}, write)).toBeUndefined();
  });

  it.each(['', '7', 'case:7', '"7"', 'W/"case:7"', '"order:5"', '"case:7", "order:5"', '"case:x"', '*, "case:7"'])(
    'is not understood as %s, and says what it must be',
    (text) => {
      expect(ifMatch(text)).toEqual({ field: 'if-match', message: expect.stringContaining('"case:7"') as string });
    },
  );

  it('is refused where it could only be ignored', () => {
    expect(ifMatch('"case:7"', { method: 'GET' })).toMatchObject({ message: expect.stringContaining('If-None-Match') as string });
    expect(ifMatch('"case:7"', { method: 'POST' })).toMatchObject({ message: expect.stringContaining('opens something new') as string });
  });
});

describe('If-None-Match', () => {
  it('holds the answer back that its reader has', () => {
    expect(isKnown('"case:7;x"', '"case:7;x"')).toBe(true);
    expect(isKnown('"case:6;x", W/"case:7;x"', '"case:7;x"')).toBe(true);
    expect(isKnown('*', '"case:7;x"')).toBe(true);
    expect(isKnown('"case:6;x"', '"case:7;x"')).toBe(false);
    expect(isKnown(undefined, '"case:7;x"')).toBe(false);
  });

  it('is a list of tags on a read', () => {
    const fault = (text: string, method: 'GET' | 'POST' = 'GET') => ifNoneMatchFault({ 'if-none-match': text }, { method });

    for (const text of ['"a"', 'W/"a", "b"', '*']) expect(fault(text)).toBeUndefined();
    for (const text of ['', 'a', '"a" "b"', '"a', '*, "a"']) expect(fault(text)?.field).toBe('if-none-match');
    expect(fault('"a"', 'POST')?.message).toContain('If-Match');
  });
});
