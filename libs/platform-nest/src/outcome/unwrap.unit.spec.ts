import { describe, expect, it } from 'vitest';
import { ProblemException } from '../http/problem-exception.js';
import { seenPosition, unwrap } from './unwrap.js';

const problems = { CASE_CLOSED: { status: 409, zh: '诉求已了结', en: 'The case is no longer open' } };
const refusalOf = (act: () => unknown): ProblemException => {
  try {
    act();
  } catch (error) {
    if (error instanceof ProblemException) return error;
  }
  throw new Error('no problem was told');
};

describe('the answer of a write', () => {
  it('names the ids, the version, and where the log stands', () => {
    const answer = unwrap({ kind: 'accepted', stream: 'case-1', version: 3, first: 40, last: 41, repeated: false }, problems, {
      caseId: '1',
    });

    expect(JSON.parse(JSON.stringify(answer))).toStrictEqual({ caseId: '1', version: 3 });
    expect(answer[seenPosition]).toBe(41);
  });

  it('is the same when nothing had to change', () => {
    const answer = unwrap({ kind: 'unchanged', stream: 'case-1', version: 3 }, problems, { caseId: '1' });

    expect(answer).toMatchObject({ caseId: '1', version: 3, [seenPosition]: 'head' });
  });

  it('is the problem of the code when a rule refuses', () => {
    const problem = refusalOf(() => unwrap({ kind: 'refused', refusal: { code: 'CASE_CLOSED', details: { state: 'S60' } } }, problems));

    expect(problem).toMatchObject({ code: 'CASE_CLOSED', problem: problems.CASE_CLOSED, context: { details: { state: 'S60' } } });
  });

  it('names the version that the stream has by now when a condition does not hold', () => {
    const problem = refusalOf(() => unwrap({ kind: 'changed', stream: 'case-1', version: 8 }, problems));

    expect(problem).toMatchObject({ code: 'VERSION_CHANGED', problem: { status: 412 }, context: { headers: { etag: '"case:8"' } } });
  });

  it('names none where there is no such stream', () => {
    const problem = refusalOf(() => unwrap({ kind: 'changed', stream: 'case-1', version: 0 }, problems));

    expect(problem).toMatchObject({ code: 'VERSION_CHANGED', context: {} });
    expect(problem.context.headers).toBeUndefined();
  });

  it.each([
    ['mismatch', 'IDEMPOTENCY_MISMATCH', 422],
    ['contended', 'CONCURRENT_CHANGE', 409],
  ] as const)('tells %s as %s', (kind, code, status) => {
    expect(refusalOf(() => unwrap({ kind }, problems))).toMatchObject({ code, problem: { status } });
  });
});
