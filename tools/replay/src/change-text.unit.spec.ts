import { describe, expect, it } from 'vitest';
import { changeText } from './change-text.js';

describe('what changed', () => {
  it.each([
    ['a value', 'normal', 'urgent', 'normal → urgent'],
    ['a value that was not there', null, 3, '3'],
    ['a value that is gone', 'G1', null, 'G1 → —'],
    ['a member of a record', { wish: 'phone', contacted: false }, { wish: 'phone', contacted: true }, 'contacted false → true'],
    ['a list', [{ kind: 'a' }], [{ kind: 'a' }, { kind: 'b' }], '+{kind b}'],
    ['a list, both ways', ['x', 'y'], ['y', 'z'], '−x +z'],
    ['a digest, by its beginning', [], ['2be2be470699d6f18cb68631550f2095'], '+2be2be47…'],
  ])('of %s is told shortly', (_, from, to, text) => {
    expect(changeText(from, to)).toBe(text);
  });
});
