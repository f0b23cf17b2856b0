import { describe, expect, it } from 'vitest';
import { replayArguments } from './replay-arguments.js';

describe('the arguments of a replay', () => {
  it('are a case, and defaults for the rest', () => {
    expect(replayArguments(['case-10011'], {})).toEqual({ case: 'case-10011', lang: 'zh', url: 'http://127.0.0.1:8080', user: 'auditor' });
  });

  it('take moments with their offset, else as Shanghai time; a day ends at its last moment', () => {
    const options = replayArguments(['c', '--occurred-by', '2026-06-18', '--known-by', '2026-06-18T09:00:00+02:00'], {});
    expect(options).toMatchObject({ occurredBy: '2026-06-18T23:59:59.999+08:00', knownBy: '2026-06-18T09:00:00+02:00' });
  });

  it('take language, address and token from the environment', () => {
    const env = { LANG: 'en_GB.UTF-8', HUYING_URL: 'http://127.0.0.1:9000/', HUYING_TOKEN: 't' };
    expect(replayArguments(['c'], env)).toMatchObject({ lang: 'en', url: 'http://127.0.0.1:9000', token: 't' });
    expect(replayArguments(['c', '--lang', 'zh'], env)).toMatchObject({ lang: 'zh' });
  });

  it.each([
    [[], 'name exactly one case'],
    [['a', 'b'], 'name exactly one case'],
    [['a', '--known-by', 'yesterday'], '--known-by must be a moment'],
    [['a', '--occurred-by', '2026-13-01'], '--occurred-by must be a moment'],
    [['a', '--lang', 'fr'], '--lang must be zh or en'],
    [['a', '--colour'], '--colour'],
  ])('%j are refused in a sentence', (args, sentence) => {
    expect(() => replayArguments(args, {})).toThrow(sentence);
  });
});
