import { busOfThisRun } from '@huying/testing-bus';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startAudit, type AuditUnderTest } from './audit-under-test.spec.js';
import { lampStory, permitStory } from './case-story.spec.js';

let audit: AuditUnderTest;
beforeAll(async () => {
  audit = await startAudit();
  await audit.tell([...lampStory(), ...permitStory()]);
});
afterAll(() => audit.close());

describe('the publication of audit’s own log', () => {
  it('is told to operators, who can have it made again where a bus carries it', async () => {
    const at = '/v1/operations/publications/audit';
    expect((await audit.operate('GET', at)).body).toMatchObject({ service: 'audit', state: 'publishing', reason: null });
    const republish = (from: number) => audit.operate('POST', `${at}/republish`, { from, reason: 'drill' });
    expect((await republish(0)).status).toBe(400);
    if (busOfThisRun() === 'postgres') {
      expect(await republish(1)).toMatchObject({ status: 409, body: { code: 'LOG_NOT_CARRIED' } });
      return;
    }
    expect(await republish(1_000_000)).toMatchObject({ status: 409, body: { code: 'POSITION_NOT_PUBLISHED' } });
    expect(await republish(1)).toMatchObject({ status: 200, body: { from: 1 } });
    await expect
      .poll(async () => (await audit.operate('GET', at)).body, { timeout: 20_000 })
      .toMatchObject({ state: 'publishing', position: await audit.store('audit').head() });
    expect(await audit.differencesFromRebuild()).toEqual([]);
  });
});
