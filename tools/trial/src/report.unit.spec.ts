import { describe, expect, it } from 'vitest';
import { Report } from './report.js';

describe('the report of a trial', () => {
  it('names what was not as counted, takes a fault of a part for a finding, and goes on with the next', async () => {
    const said: string[] = [];
    const report = new Report((line) => said.push(line));
    report.same('cases', { cases: 3, by: { a: 1 } }, { by: { a: 1 }, cases: 3 });
    report.same('events', 7, 8);
    report.holds('memory is flat', false);
    await report.part('exports', () => Promise.reject(new Error('broke off')));
    await report.part('boards', () => {
      report.figure('board', '3 ms');
      return Promise.resolve();
    });
    expect(report.violations).toEqual(['events: 7 instead of 8', 'memory is flat', 'exports: broke off']);
    expect(report.figures).toEqual([{ what: 'board', value: '3 ms' }]);
    expect(said).toContain('  ✓ cases');
  });

  it('of a trial that was given up takes nothing for a finding that failed for that reason, and begins no further part', async () => {
    const request = new AbortController();
    const report = new Report(() => undefined, request.signal);
    const broken = report.part('exports', () => {
      request.abort(new Error('given up'));
      return Promise.reject(new Error('no system any more'));
    });
    await expect(broken).rejects.toThrow('given up');
    await expect(report.part('boards', () => expect.fail('was begun'))).rejects.toThrow('given up');
    expect(report.violations).toEqual([]);
  });
});
