import type { VerificationAnswer } from '@huying/contracts';
import { describe, expect, it } from 'vitest';
import { auditArguments } from './audit-arguments.js';
import { meanings, verifyWholeLog } from './verify-log.js';

const stretch = (after: number, upTo: number, findings: VerificationAnswer['findings'] = []): VerificationAnswer => ({
  source: 'intake',
  after,
  upTo,
  completeUpTo: 25_000,
  publishedUpTo: 24_000,
  findings,
});

describe('verifying a whole log', () => {
  it('asks for stretch after stretch to the end, and keeps every finding', async () => {
    const asked: string[] = [];
    const answers = [
      stretch(0, 10_000, [{ position: 3, code: 'LOG_DIFFERS' }]),
      stretch(10_000, 20_000),
      stretch(20_000, 25_000, [{ position: 25_000, code: 'MISSING_IN_LOG' }]),
    ];
    const get = (path: string): Promise<Response> => {
      asked.push(path);
      return Promise.resolve(new Response(JSON.stringify(answers.shift())));
    };
    expect(await verifyWholeLog({ get }, 'intake')).toEqual({
      source: 'intake',
      completeUpTo: 25_000,
      publishedUpTo: 24_000,
      findings: [
        { position: 3, code: 'LOG_DIFFERS' },
        { position: 25_000, code: 'MISSING_IN_LOG' },
      ],
    });
    expect(asked.map((path) => path.split('after=')[1])).toEqual(['0', '10000', '20000']);
  });

  it('ends where a log is empty, and has words for every finding', async () => {
    const empty = { ...stretch(0, 0), completeUpTo: 0, publishedUpTo: 0 };
    const get = (): Promise<Response> => Promise.resolve(new Response(JSON.stringify(empty)));
    expect((await verifyWholeLog({ get }, 'intake')).findings).toEqual([]);
    expect(Object.values(meanings).every(({ zh, en }) => zh !== '' && en !== '')).toBe(true);
  });
});

describe('what is typed', () => {
  it('verifies every service unless some are named, and refuses what is none', () => {
    expect(auditArguments(['verify'], {})).toMatchObject({ command: 'verify', url: 'http://127.0.0.1:8080', user: 'auditor' });
    expect(auditArguments(['verify', '--source', 'intake', '--against', '/m'], { HUYING_TOKEN: 't' })).toMatchObject({
      sources: ['intake'],
      against: '/m',
      token: 't',
    });
    expect(() => auditArguments(['verify', '--source', 'nobody'], {})).toThrow('--source is one of');
    expect(() => auditArguments(['veriy'], {})).toThrow('say `verify`');
    expect(auditArguments(['pack', 'a', 'b', '--out', 'x.zip'], {})).toMatchObject({
      command: 'pack',
      query: { cases: 'a,b' },
      out: 'x.zip',
    });
    expect(() => auditArguments(['pack', 'a'], {})).toThrow('--out');
  });

  it('takes a pack of cases named or selected, and not of both or neither', () => {
    const words = ['--kind', 'native', '--area', '430304', '--status', 'S30', '--occurred-by', '2026-06-15T12:00:00+08:00'];
    expect(auditArguments(['pack', ...words, '--out', 'x.zip'], {})).toMatchObject({
      query: { kind: 'native', area: '430304', status: 'S30', occurredBy: '2026-06-15T12:00:00+08:00' },
    });
    expect(() => auditArguments(['pack', '--out', 'x.zip'], {})).toThrow('one of the two');
    expect(() => auditArguments(['pack', 'a', ...words, '--out', 'x.zip'], {})).toThrow('one of the two');
    expect(() => auditArguments(['pack', '--source', 'a', '--source', 'b', '--out', 'x.zip'], {})).toThrow('one --source');
  });
});
