import { generateKeyPairSync } from 'node:crypto';
import type { CaseProofAnswer } from '@huying/contracts';
import { parseVerifierKey, verifyReceipt, type VerifierKey } from 'huying-verify';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startAudit, type AuditUnderTest } from '../audit-under-test.spec.js';
import { lampCase, lampStory } from '../case-story.spec.js';
import { eventsOfCase, type Ask } from '../case-lookup/case-events.js';
import { signersOf } from '../ledger/signers.js';
import { Receipts } from './receipts.js';

let audit: AuditUnderTest;
beforeAll(async () => {
  audit = await startAudit();
});
afterAll(() => audit.close());

const ask: Ask = <Row>(sql: string, values: readonly unknown[]) => audit.query('application', sql, values) as Promise<readonly Row[]>;
const proofOf = async (caseId: string): Promise<CaseProofAnswer> => {
  const { status, body } = await audit.ask(`/v1/audit/cases/${caseId}/proof`);
  expect(status, JSON.stringify(body)).toBe(200);
  return body as unknown as CaseProofAnswer;
};
const keyOf = async (log: 'intake' | 'dispatch'): Promise<VerifierKey> => {
  const key = await parseVerifierKey(signersOf(audit.ledger, log)[0].vkey);
  if (key === undefined) throw new Error('no key');
  return key;
};

describe('the proof of a case', () => {
  it('has a receipt for each of its events, which verifies offline and holds the very bytes', async () => {
    await audit.tell(lampStory());
    await audit.publish();
    const { entries, unpublished } = await proofOf(lampCase);
    expect(unpublished).toBe(0);
    expect(entries.length).toBe(lampStory().length);
    const keys = [await keyOf('intake'), await keyOf('dispatch')];
    for (const { source, position, receipt } of entries) {
      const [recorded] = await audit.query<{ body: Buffer }>(
        'application',
        'SELECT body FROM audit_log.event WHERE source = $1 AND position = $2',
        [source, position],
      );
      expect(await verifyReceipt(receipt ?? '', keys)).toMatchObject({
        ok: true,
        origin: `${audit.ledger.origin}/${source}`,
        index: position - 1,
        entry: new Uint8Array(recorded?.body ?? []),
      });
    }
  });

  it('takes two questions to the database for each log, however many events it has there', async () => {
    const events = [...(await eventsOfCase(ask, lampCase))];
    let questions = 0;
    const receipts = new Receipts((sql, values) => {
      questions += 1;
      return ask(sql, values);
    });
    const made = await Promise.all(events.map((event) => receipts.of(event)));
    expect(made.every((receipt) => receipt !== undefined)).toBe(true);
    expect([new Set(events.map(({ source }) => source)).size, questions]).toEqual([2, 4]);
  });

  it('does not verify for one who holds another log’s key', async () => {
    const { entries } = await proofOf(lampCase);
    const ofIntake = entries.find(({ source }) => source === 'intake');
    expect(await verifyReceipt(ofIntake?.receipt ?? '', [await keyOf('dispatch')])).toEqual({
      ok: false,
      code: 'NOTE_SIGNED_BY_NOBODY_KNOWN',
    });
  });

  it('of a case that nobody knows is a clear 404, and the asking is recorded all the same', async () => {
    const before = await audit.store('audit').head();
    expect(await audit.ask('/v1/audit/cases/nobody/proof')).toMatchObject({ status: 404, body: { code: 'CASE_NOT_FOUND' } });
    expect(await audit.store('audit').head()).toBe(before + 1);
  });
});

describe('replacing the ledger’s key by adding one', () => {
  it('leaves old receipts valid under the old key, and has new ones carry both', async () => {
    const receiptOf = async (): Promise<string> =>
      (await proofOf(lampCase)).entries.find(({ source }) => source === 'intake')?.receipt ?? '';
    const before = await receiptOf();
    const oldKey = await keyOf('intake');
    audit.addLedgerKey(generateKeyPairSync('ed25519').privateKey);
    const newKey = await parseVerifierKey(signersOf(audit.ledger, 'intake')[1]?.vkey ?? '');
    if (newKey === undefined) throw new Error('no key was added');
    await audit.tell(lampStory('019b0000-0000-7000-8000-000000000009'));
    await audit.publish();
    const after = await receiptOf();
    expect(await verifyReceipt(before, [oldKey])).toMatchObject({ ok: true });
    expect(await verifyReceipt(before, [newKey])).toEqual({ ok: false, code: 'NOTE_SIGNED_BY_NOBODY_KNOWN' });
    expect(await verifyReceipt(after, [oldKey])).toMatchObject({ ok: true });
    expect(await verifyReceipt(after, [newKey])).toMatchObject({ ok: true });
  });
});
