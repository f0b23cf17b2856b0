import type { OwnReceiptsAnswer } from '@huying/contracts';
import { parseVerifierKey, verifyReceipt } from 'huying-verify';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startAudit, type AuditUnderTest } from '../audit-under-test.spec.js';
import { lampCase, lampStory } from '../case-story.spec.js';
import { signersOf } from '../ledger/signers.js';

let audit: AuditUnderTest;
beforeAll(async () => {
  audit = await startAudit();
  const story = lampStory();
  const rating = story.map((told) => (told.person === 'caller-1' ? { ...told, person: 'resident-1', role: 'RES' as const } : told));
  await audit.tell(rating);
  await audit.publish();
});
afterAll(() => audit.close());

const receiptsOf = (person: string, caseId = lampCase) => audit.as({ role: 'RES', person }).call('GET', `/v1/cases/${caseId}/receipts`);

describe('a resident’s receipts', () => {
  it('prove the registration of his case and his own acts in it, and nothing of what others did', async () => {
    const { status, body } = await receiptsOf('resident-1');
    expect(status).toBe(200);
    const { receipts, unpublished } = body as unknown as OwnReceiptsAnswer;
    expect(unpublished).toBe(0);
    expect(receipts.map(({ name }) => name.en)).toEqual(['Case registered', 'Callback completed', 'Case closed']);
    const key = await parseVerifierKey(signersOf(audit.ledger, 'intake')[0].vkey);
    for (const { receipt, position } of receipts)
      expect(await verifyReceipt(receipt ?? '', key === undefined ? [] : [key])).toMatchObject({ ok: true, index: position - 1 });
    expect(JSON.stringify(body)).not.toContain('steward-1');
  });

  it('are nobody else’s, and of no case that is not there', async () => {
    const refused = { status: 404, body: { code: 'NOT_YOUR_CASE' } };
    expect(await receiptsOf('resident-2')).toMatchObject(refused);
    expect(await receiptsOf('resident-1', 'nobody')).toMatchObject(refused);
  });
});
