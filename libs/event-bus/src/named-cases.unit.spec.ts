import { describe, expect, it } from 'vitest';
import { toDelivery } from './delivery.js';
import { namedCases } from './named-cases.js';
import { WrittenLog } from './log-for-tests.spec.js';

const casesOf = async (data: unknown, caseKey?: string): Promise<readonly string[]> => {
  const log = new WrittenLog('intake');
  log.write({ type: 't', data, stream: 'post-9', ...(caseKey === undefined ? {} : { caseKey }) });
  const [recorded] = await log.read(0, 1);
  return recorded === undefined ? [] : namedCases(toDelivery('intake', recorded));
};

describe('the cases that an event names', () => {
  it('are its own and those in its data, each once', async () => {
    expect(await casesOf({ caseId: 'a', leadCaseId: 'lead', childCaseIds: ['c', 'd'], caseIdentity: 'no', count: 3 }, 'a')).toEqual([
      'a',
      'lead',
      'c',
      'd',
    ]);
  });

  it('are its stream where it names none', async () => {
    expect(await casesOf({ person: 'p' })).toEqual(['post-9']);
  });

  it('are its own, or its stream, where its data is no object', async () => {
    for (const data of [null, 'text', 7, []]) {
      expect(await casesOf(data, 'a')).toEqual(['a']);
      expect(await casesOf(data)).toEqual(['post-9']);
    }
  });
});
