import { describe, expect, it } from 'vitest';
import { masked, maskName, maskPhone } from './masking.js';

describe('masking', () => {
  it.each([
    ['李建国', '李**'],
    ['王芳', '王*'],
    ['欧', '*'],
    ['', ''],
    ['𠮷田', '𠮷*'],
  ])('shows of the name %s only %s', (name, shown) => {
    expect(maskName(name)).toBe(shown);
  });

  it.each([
    ['10012341234', '100****1234'],
    ['138 1234 5678', '138****5678'],
    ['8612345', '86****5'],
    ['110', '****'],
  ])('shows of the phone number %s only %s', (phone, shown) => {
    expect(maskPhone(phone)).toBe(shown);
  });

  it('keeps the shape of an object and hides every member by its kind', () => {
    const value = { contactName: '李建国', phone: '13812345678', words: '楼道灯坏了', floor: 3, more: [{ name: '王芳' }], none: null };
    expect(masked(value)).toEqual({
      contactName: '李**',
      phone: '138****5678',
      words: '***',
      floor: '***',
      more: [{ name: '王*' }],
      none: null,
    });
  });
});
