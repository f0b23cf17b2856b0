import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startAudit, type AuditUnderTest } from '../audit-under-test.spec.js';
import { lampCase, lampStory } from '../case-story.spec.js';

let audit: AuditUnderTest;
beforeAll(async () => {
  audit = await startAudit();
  await audit.tell(lampStory());
});
afterAll(() => audit.close());

describe("an auditor's question", () => {
  it('is recorded before it is answered, and what was asked is sealed', async () => {
    const head = await audit.store('audit').head();
    expect((await audit.ask(`/v1/audit/cases/${lampCase}/history`)).status).toBe(200);
    const recorded: string[] = [];
    for await (const event of audit.store('audit').readLog(head)) recorded.push(event.body.toString());
    expect(recorded).toHaveLength(1);
    const envelope = JSON.parse(recorded[0] ?? '{}') as {
      type: string;
      actor: string;
      data: { query: string; sealed: { part: string }[] };
    };
    expect(envelope).toMatchObject({ type: 'cn.huying.audit.AuditQueryRun.v1', actor: 'unit:audit', data: { query: 'history' } });
    expect(envelope.data.sealed.map(({ part }) => part)).toEqual(['question', 'asker']);
    expect(recorded[0]).not.toContain(lampCase);
    expect(recorded[0]).not.toContain('auditor-1');
  });
});
