import { describe, expect, it } from 'vitest';
import { isAway } from './faults-of-waiting.js';

const withCode = (code: string): Error => Object.assign(new Error('as the driver says it'), { code });

describe('an error that says that a part of the system is away', () => {
  it.each(['ECONNREFUSED', '08006', '53100', '53300', '57P03', '58030'])('has the code %s', (code) => {
    expect(isAway(withCode(code))).toBe(true);
    expect(isAway(new Error('what was under way failed', { cause: withCode(code) }))).toBe(true);
  });

  it.each(['42601', '23505', 'ERR_ASSERTION'])('does not have the code %s', (code) => {
    expect(isAway(withCode(code))).toBe(false);
  });
});
