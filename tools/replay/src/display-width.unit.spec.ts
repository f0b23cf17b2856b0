import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { displayWidth, fit, harmless } from './display-width.js';

describe('the width of a text in a terminal', () => {
  it.each([
    ['abc', 3],
    ['诉求登记', 8],
    ['受理(接单)', 10],
    ['（全角）', 8],
    ['e\u0301', 1],
    ['👍', 2],
    ['한글', 4],
    ['𠮷', 2],
    ['·→—', 3],
  ])('of %s is %i', (text, width) => {
    expect(displayWidth(text)).toBe(width);
  });

  it('is exactly what it was fitted to, whatever the text', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), fc.integer({ min: 1, max: 40 }), (text, width) => {
        expect(displayWidth(fit(text, width))).toBe(width);
      }),
    );
    expect(fit('受理接单', 5)).toBe('受理…');
    expect(fit('受理接单', 6)).toBe('受理… ');
  });
});

describe('what others wrote', () => {
  it('cannot move the cursor or colour the screen', () => {
    expect(harmless('a\u001b[31mb\nc\u0007')).toBe('a\\x1b[31mb\\x0ac\\x07');
  });
});
