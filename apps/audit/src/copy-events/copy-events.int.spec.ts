import type { CompletenessAnswer } from '@huying/contracts';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startAudit, type AuditUnderTest } from '../audit-under-test.spec.js';
import { lampStory, permitStory } from '../case-story.spec.js';

let audit: AuditUnderTest;
beforeAll(async () => {
  audit = await startAudit();
  await audit.tell([...lampStory(), ...permitStory()]);
});
afterAll(() => audit.close());

describe("audit's copy", () => {
  it('holds every event of every log byte for byte', async () => {
    for (const service of ['intake', 'dispatch'] as const) {
      const rows = await audit.query<{ body: Buffer; position: string }>(
        'application',
        'SELECT position, body FROM audit_log.event WHERE source = $1 ORDER BY position',
        [service],
      );
      const original: Buffer[] = [];
      for await (const event of audit.store(service).readLog(0)) original.push(event.body);
      expect(original.length).toBeGreaterThan(5);
      expect(rows.map(({ body }) => body)).toEqual(original);
    }
  });

  it('states up to which position it is complete', async () => {
    const { sources } = await audit.asked<CompletenessAnswer>('/v1/audit/completeness');
    expect(sources.map(({ source }) => source)).toEqual(['audit', 'dispatch', 'intake', 'reporting', 'volunteers']);
    for (const { source, completeUpTo } of sources)
      if (source !== 'audit') expect(completeUpTo).toBe(await audit.store(source as 'intake').head());
  });

  it.each(["UPDATE audit_log.event SET actor = 'nobody'", 'DELETE FROM audit_log.event', 'TRUNCATE audit_log.event'])(
    'refuses the owner of the database and its own service alike: %s',
    async (statement) => {
      await expect(audit.query('owner', statement)).rejects.toThrow('append-only');
      await expect(audit.query('application', statement)).rejects.toMatchObject({ code: '42501' });
    },
  );
});
