import { EventStoreUnavailable } from '@huying/event-store';
import { describe, expect, it } from 'vitest';
import { TransientFault } from './event-bus.js';
import { isTransient, reasonOf } from './fault.js';

const coded = (code: string): Error => Object.assign(new Error('sentence'), { code });

const planted = '张三 13800000000';

describe('a fault', () => {
  it.each(['40001', '40P01', '08006', '53100', '53300', '57P01', '57P03', '55P03', '57014', '58030', 'ECONNREFUSED', 'ECONNRESET'])(
    'of code %s is cured by waiting',
    (code) => {
      expect(isTransient(coded(code))).toBe(true);
    },
  );

  it.each(['23505', '23514', '42P01', '42501', '22P02', '25P02', 'ENOENT'])('of code %s is not', (code) => {
    expect(isTransient(coded(code))).toBe(false);
  });

  it('is cured by waiting when its handler says so, when the store is away, and when either is the cause behind it', () => {
    expect(isTransient(new TransientFault('later'))).toBe(true);
    expect(isTransient(new EventStoreUnavailable('away'))).toBe(true);
    expect(isTransient(new Error('while appending', { cause: coded('57P01') }))).toBe(true);
    expect(isTransient(new Error('plain'))).toBe(false);
    expect(isTransient('a text')).toBe(false);
  });

  it('is told in a sentence of bounded length', () => {
    expect(reasonOf(new TypeError('x'.repeat(900)))).toHaveLength(500);
    expect(reasonOf(new RangeError('too far'))).toBe('RangeError: too far');
  });

  it('is told without the input that it complains about', () => {
    const unreadable = (): Error => {
      try {
        JSON.parse(planted);
      } catch (error) {
        return error as Error;
      }
      throw new Error('it was readable');
    };
    const refused = Object.assign(new Error(`invalid input syntax for type integer: "${planted}"`), { code: '22P02' });

    for (const fault of [unreadable(), refused, planted]) expect(reasonOf(fault)).not.toMatch(/张三|1380/);
  });
});
