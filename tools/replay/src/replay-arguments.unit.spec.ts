import { describe, expect, it } from 'vitest';
import { replayArguments } from './replay-arguments.js';

describe('the arguments of a replay', () => {
  it('are a case, and defaults for the rest', () => {
    expect(replayArguments(['case-10011'], {})).toEqual({
      subject: { case: 'case-10011' },
      question: { ask: 'replay' },
      lang: 'zh',
      url: 'http://127.0.0.1:8080',
      user: 'auditor',
    });
  });

  it('take moments with their offset, else as Shanghai time; a day ends at its last moment', () => {
    const options = replayArguments(['c', '--occurred-by', '2026-06-18', '--known-by', '2026-06-18T09:00:00+02:00'], {});
    expect(options).toMatchObject({
      question: { ask: 'replay', occurredBy: '2026-06-18T23:59:59.999+08:00', knownBy: '2026-06-18T09:00:00+02:00' },
    });
  });

  it('ask for a difference of what had happened, of what was known, or of both, wherever they stand', () => {
    const from = '2026-06-18T00:00:00+08:00';
    const to = '2026-06-19T00:00:00+08:00';
    expect(replayArguments(['--difference', from, to, 'c'], {})).toMatchObject({
      subject: { case: 'c' },
      question: { ask: 'difference', fromOccurredBy: from, toOccurredBy: to },
    });
    expect(replayArguments(['--stream', 'post-p1', '--difference-known', from, to], {})).toMatchObject({
      subject: { stream: 'post-p1' },
      question: { ask: 'difference', fromKnownBy: from, toKnownBy: to },
    });
    expect(replayArguments(['c', '--difference', from, from, '--difference-known', from, to], {})).toMatchObject({
      question: { ask: 'difference', fromOccurredBy: from, toOccurredBy: from, fromKnownBy: from, toKnownBy: to },
    });
  });

  it('ask what was known at a step, or at a place in a log', () => {
    expect(replayArguments(['c', '--knowledge', '6'], {})).toMatchObject({ question: { ask: 'knowledge', event: { step: 6 } } });
    expect(replayArguments(['c', '--knowledge', 'dispatch:87'], {})).toMatchObject({
      question: { ask: 'knowledge', event: { source: 'dispatch', position: 87 } },
    });
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
    [['a', '--stream', 'post-p1'], 'name exactly one case'],
    [['a', '--difference', '2026-06-18'], '--difference takes two moments'],
    [['a', '--difference', '2026-06-18', 'later'], '--difference must be a moment'],
    [['a', '--knowledge', 'last'], '--knowledge must be the number of a step'],
    [['a', '--knowledge', '6', '--known-by', '2026-06-18'], 'one at a time'],
    [['--stream', 'post-p1', '--knowledge', '6'], '--knowledge is asked of a case'],
    [['a', '--lang', 'fr'], '--lang must be zh or en'],
    [['a', '--colour'], '--colour'],
  ])('%j are refused in a sentence', (args, sentence) => {
    expect(() => replayArguments(args, {})).toThrow(sentence);
  });
});
