import { describe, expect, it } from 'vitest';
import {
  gatewayAddress,
  given,
  textOption,
  typedArguments,
  typedMoment,
  typedOptions,
  UsageFault,
  wholeNumber,
} from './typed-arguments.js';

describe('what is typed', () => {
  it('is read as options and words, with help for whoever asks', () => {
    const { values, positionals } = typedArguments(['take', '--out', 'f', '--key', 'a', '--key', 'b'], {
      out: textOption,
      key: { ...textOption, multiple: true },
    });
    expect([values.out, values.key, positionals]).toEqual(['f', ['a', 'b'], ['take']]);
    expect(typedOptions(['-h'], {}).help).toBe(true);
    expect(typedArguments(['--help'], {}).values.help).toBe(true);
  });

  it.each([['--nothing'], ['--out'], ['word']])('that makes no sense is a fault for who typed it: %s', (typed) => {
    expect(() => typedOptions([typed], { out: textOption })).toThrow(UsageFault);
  });

  it('is a whole number within its limits', () => {
    expect(wholeNumber('--rounds', '20', 1, 20)).toBe(20);
    for (const typed of ['0', '21', '1.5', '-1', '1e1', '', 'two'])
      expect(() => wholeNumber('--rounds', typed, 1, 20), typed).toThrow('--rounds is a whole number from 1 to 20');
  });

  it('is a moment of Shanghai unless it says otherwise, and a day its first or its last', () => {
    expect(typedMoment('--from', '2026-06-18', 'begins')).toBe('2026-06-18T00:00:00.000+08:00');
    expect(typedMoment('--by', '2026-06-18', 'ends')).toBe('2026-06-18T23:59:59.999+08:00');
    expect(typedMoment('--by', '2026-06-18T09:00', 'ends')).toBe('2026-06-18T09:00+08:00');
    expect(typedMoment('--by', '2026-06-18T09:00:00Z', 'ends')).toBe('2026-06-18T09:00:00Z');
    expect(typedMoment('--by', undefined, 'ends')).toBeUndefined();
    expect(() => typedMoment('--by', 'yesterday', 'ends')).toThrow('--by must be a moment');
  });

  it('leaves out what was not given', () => {
    expect(given({ a: 'x', b: undefined })).toEqual({ a: 'x' });
  });
});

describe('the gateway’s address', () => {
  it('is of this machine unless the environment says otherwise, and an http address', () => {
    expect(gatewayAddress({})).toBe('http://127.0.0.1:8080');
    expect(gatewayAddress({ HUYING_URL: 'https://huying.example//' })).toBe('https://huying.example');
    expect(() => gatewayAddress({ HUYING_URL: 'ftp://huying.example' })).toThrow('HUYING_URL');
  });
});
