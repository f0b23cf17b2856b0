import type { VerificationAnswer } from '@huying/contracts';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { startAudit, type AuditUnderTest } from '../audit-under-test.spec.js';
import { lampStory, permitStory } from '../case-story.spec.js';

let audit: AuditUnderTest;
beforeAll(async () => {
  audit = await startAudit();
  await audit.tell([...lampStory(), ...permitStory()]);
  await audit.publish();
  await audit.tamper('intake', 'CREATE TABLE event_store.as_it_was AS TABLE event_store.event');
});
afterAll(() => audit.close());
afterEach(() => audit.tamper('intake', 'DELETE FROM event_store.event; INSERT INTO event_store.event TABLE event_store.as_it_was'));

const verify = async (query = 'source=intake'): Promise<VerificationAnswer> => {
  const { status, body } = await audit.ask(`/v1/audit/verification?${query}`);
  expect(status, JSON.stringify(body)).toBe(200);
  return body as unknown as VerificationAnswer;
};
const bodyAt = (position: number): string => `(SELECT body FROM event_store.as_it_was WHERE position = ${String(position)})`;

describe('verifying a log', () => {
  it('finds nothing where nobody has touched anything, and says how far it looked', async () => {
    const head = await audit.store('intake').head();
    const upToHead = { upTo: head, completeUpTo: head, publishedUpTo: head };
    expect(await verify()).toEqual({ source: 'intake', after: 0, ...upToHead, findings: [] });
    expect(await verify('source=intake&after=1&limit=2')).toMatchObject({ after: 1, upTo: 3, findings: [] });
    expect((await audit.ask('/v1/audit/verification?source=nobody')).status).toBe(400);
  });

  it.each([
    [
      'one byte of an event',
      'UPDATE event_store.event SET body = set_byte(body, 60, get_byte(body, 60) # 1) WHERE position = 3',
      [{ position: 3, code: 'LOG_DIFFERS' }],
    ],
    [
      'two events that were swapped',
      `UPDATE event_store.event SET body = CASE position WHEN 2 THEN ${bodyAt(3)} ELSE ${bodyAt(2)} END WHERE position IN (2, 3)`,
      [
        { position: 2, code: 'LOG_DIFFERS' },
        { position: 2, code: 'OUT_OF_PLACE' },
        { position: 3, code: 'LOG_DIFFERS' },
        { position: 3, code: 'OUT_OF_PLACE' },
      ],
    ],
    ['an event that was deleted', 'DELETE FROM event_store.event WHERE position = 2', [{ position: 2, code: 'MISSING_IN_LOG' }]],
  ])('names %s', async (_, tampering, findings) => {
    await audit.tamper('intake', tampering);
    expect((await verify()).findings).toEqual(findings);
  });

  it.each([
    ['the last event, dropped', 1],
    ['every event that an older backup lacks', 3],
  ])('names %s', async (_, lost) => {
    const head = await audit.store('intake').head();
    await audit.tamper('intake', `DELETE FROM event_store.event WHERE position > ${String(head - lost)}`);
    const positions = Array.from({ length: lost }, (_none, n) => head - lost + 1 + n);
    expect((await verify()).findings).toEqual(positions.map((position) => ({ position, code: 'MISSING_IN_LOG' })));
  });

  it('names an event that was rewritten in the log and in audit’s copy alike: the tree is the judge', async () => {
    const rewritten = (table: string) => `UPDATE ${table} SET body = set_byte(body, 60, get_byte(body, 60) # 1) WHERE position = 4`;
    await audit.tamper('intake', rewritten('event_store.event'));
    await audit.tamper('audit', `${rewritten('audit_log.event')} AND source = 'intake'`);
    expect((await verify()).findings).toEqual([
      { position: 4, code: 'COPY_DIFFERS' },
      { position: 4, code: 'LOG_DIFFERS' },
    ]);
    await audit.tamper('audit', `${rewritten('audit_log.event')} AND source = 'intake'`);
  });
});
