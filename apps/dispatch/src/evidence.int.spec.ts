import { randomUUID } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { evidenceBytesMax } from '@huying/contracts';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { DispatchUnderTest } from './dispatch-under-test.spec.js';
import { auditor, dispatcher, otherSteward, reviewer, steward, unitLead } from './people-for-tests.spec.js';
import { png } from './pictures-for-tests.spec.js';

const png1 = { contentType: 'image/png' };
let dispatch: DispatchUnderTest;

beforeAll(async () => {
  dispatch = await DispatchUnderTest.start();
  await dispatch.neighbourhood();
});
afterAll(() => dispatch.stop());

/** An order that its handler has signed; resolves to the path of its evidence. */
async function signed(): Promise<string> {
  const caseId = randomUUID();
  const at = `/v1/cases/${caseId}`;
  const seen = await dispatch.accepted(caseId);
  await dispatch.done(dispatcher, `${at}/dispatch`, { unit: 'U-PM', person: 'P21' }, { seen });
  await dispatch.done(steward, `${at}/signature`);
  return `${at}/evidence`;
}

describe('evidence', () => {
  it('is stored by the digest of its ciphertext, without what the picture tells about who took it', async () => {
    const at = await signed();
    const { status, body } = await dispatch.call(steward, 'POST', `${at}?kind=photo-after`, { body: png(7, '李四家门口'), ...png1 });

    expect(status).toBe(201);
    expect(body).toMatchObject({ kind: 'photo-after', digest: expect.stringMatching(/^[0-9a-f]{64}$/) as string });
    const files = await readdir(dispatch.evidenceDir, { recursive: true });
    const stored = await Promise.all(
      files.filter((file) => /[0-9a-f]{64}$/.test(file)).map((file) => readFile(join(dispatch.evidenceDir, file))),
    );
    expect(stored.length).toBeGreaterThan(0);
    expect(stored.some((bytes) => bytes.includes('IHDR') || bytes.includes('Comment'))).toBe(false);
    const read = await dispatch.call(steward, 'GET', `${at}/${String(body['digest'])}`);
    expect(read.bytes).toEqual(png(7));
    expect(read.headers).toMatchObject({
      'content-type': 'image/png',
      'cache-control': 'no-store',
      'x-content-type-options': 'nosniff',
      'content-disposition': 'attachment',
    });
  });

  it('is read by its handler, his lead, a reviewer and an auditor; each reading is an event', async () => {
    const at = await signed();
    const { body } = await dispatch.done(steward, `${at}?kind=photo-after`, png(8), png1);
    const file = `${at}/${String(body['digest'])}`;

    for (const reader of [steward, unitLead, reviewer]) expect((await dispatch.call(reader, 'GET', file)).status).toBe(200);
    expect(await dispatch.call(auditor, 'GET', file)).toMatchObject({ status: 400, body: { code: 'REASON_REQUIRED' } });
    expect((await dispatch.call(auditor, 'GET', `${file}?reason=${encodeURIComponent('核对现场照片')}`)).status).toBe(200);
    expect(await dispatch.call(otherSteward, 'GET', file)).toMatchObject({ status: 403, body: { code: 'REVEAL_DENIED' } });
    const readings = (await dispatch.log()).filter(
      ({ data }) => JSON.stringify(data['fields']) === JSON.stringify([`evidence:${String(body['digest'])}`]),
    );
    expect(readings.map(({ type, data }) => [type.split('.').at(-2), data['ground']])).toEqual([
      ['PiiRevealed', 'assignment'],
      ['PiiRevealed', 'assignment'],
      ['PiiRevealed', 'duty'],
      ['PiiRevealed', 'inquiry'],
      ['PiiRevealDenied', undefined],
    ]);
  });

  it('is refused where another case used the same photo, whatever its metadata says', async () => {
    const [first, second] = [await signed(), await signed()];
    await dispatch.done(steward, `${first}?kind=photo-after`, png(9, 'first'), png1);
    const again = await dispatch.call(steward, 'POST', `${second}?kind=photo-after`, { body: png(9, 'second'), ...png1 });
    expect(again).toMatchObject({ status: 422, body: { code: 'EVIDENCE_ALREADY_USED' } });
  });

  it('is taken from one case alone when two upload the same photo at the same instant', async () => {
    for (let round = 0; round < 5; round += 1) {
      const cases = [await signed(), await signed()];
      const upload = (at: string) => dispatch.call(steward, 'POST', `${at}?kind=photo-after`, { body: png(20 + round, at), ...png1 });
      const answers = await Promise.all(cases.map(upload));

      expect(answers.filter(({ status }) => status === 201)).toHaveLength(1);
      const lost = answers.findIndex(({ status }) => status !== 201);
      expect(['CONCURRENT_CHANGE', 'EVIDENCE_ALREADY_USED']).toContain(answers[lost]?.body['code']);
      expect(await upload(cases[lost] ?? '')).toMatchObject({ status: 422, body: { code: 'EVIDENCE_ALREADY_USED' } });
    }
  });

  it('is never held up by uploads of the same case, and a refusal gives the photo free', async () => {
    const [at, other] = [await signed(), await signed()];
    const upload = (path: string, actor = steward) => dispatch.call(actor, 'POST', `${path}?kind=photo-site`, { body: png(30), ...png1 });
    expect(await upload(at, otherSteward)).toMatchObject({ status: 403 });
    const answers = await Promise.all([upload(other), upload(other), upload(other)]);
    expect(answers.map(({ status }) => status)).toEqual([201, 201, 201]);
  });

  it('leaves no file behind that no event names: refused, repeated, or used elsewhere', async () => {
    const [at, other] = [await signed(), await signed()];
    const files = async () =>
      (await readdir(dispatch.evidenceDir, { recursive: true })).filter((file) => /[0-9a-f]{64}$/.test(file)).length;
    const upload = (path: string, actor = steward) => dispatch.call(actor, 'POST', `${path}?kind=photo-site`, { body: png(31), ...png1 });
    const before = await files();
    expect(await upload(at, otherSteward)).toMatchObject({ status: 403 });
    expect(await files()).toBe(before);

    expect(await upload(at)).toMatchObject({ status: 201 });
    expect(await upload(at)).toMatchObject({ status: 201 });
    expect(await upload(other)).toMatchObject({ status: 422 });

    expect(await files()).toBe(before + 1);
  });

  it('is attached once, and keeps its digest, when the upload is repeated', async () => {
    const at = await signed();
    const key = randomUUID();
    const upload = (options: object) => dispatch.done(steward, `${at}?kind=photo-before`, png(10), { ...png1, ...options });
    const [first, repeated, anew] = [await upload({ key }), await upload({ key }), await upload({})];
    expect([repeated.body, anew.body]).toEqual([first.body, first.body]);
  });

  it.each([
    ['text', Buffer.from('hello'), 'text/plain', 415, 'EVIDENCE_TYPE_UNSUPPORTED'],
    ['JSON', Buffer.from('{}'), 'application/json', 415, 'EVIDENCE_TYPE_UNSUPPORTED'],
    ['a picture called a PDF', png(1), 'application/pdf', 422, 'EVIDENCE_MEDIA_TYPE_MISMATCH'],
    ['text called a picture', Buffer.from('hello'), 'image/jpeg', 422, 'EVIDENCE_MEDIA_TYPE_MISMATCH'],
    ['half a picture', png(1).subarray(0, 40), 'image/png', 422, 'EVIDENCE_BROKEN_PICTURE'],
    ['nothing', Buffer.alloc(0), 'image/png', 400, 'EVIDENCE_EMPTY'],
    ['too much', Buffer.alloc(evidenceBytesMax + 1, 1), 'image/png', 413, 'BODY_TOO_LARGE'],
  ])('is refused when it is %s', async (_, body, contentType, status, code) => {
    const at = await signed();
    expect(await dispatch.call(steward, 'POST', `${at}?kind=photo-after`, { body, contentType })).toMatchObject({ status, body: { code } });
  });

  it('needs a kind that closing evidence knows', async () => {
    const at = await signed();
    expect(await dispatch.call(steward, 'POST', `${at}?kind=selfie`, { body: png(1), ...png1 })).toMatchObject({
      status: 400,
      body: { code: 'INVALID_REQUEST' },
    });
  });

  it('is not found where the order does not have it', async () => {
    const at = await signed();
    expect(await dispatch.call(steward, 'GET', `${at}/${'0'.repeat(64)}`)).toMatchObject({
      status: 404,
      body: { code: 'EVIDENCE_NOT_FOUND' },
    });
  });
});

describe('the texts of an order', () => {
  it('are read by its reviewer with a reason, which is recorded; others are denied', async () => {
    const at = (await signed()).replace('/evidence', '');
    const order = at.replace('cases', 'orders');
    await dispatch.done(steward, `${at}/contacts`, { via: 'visit', reached: true, note: '当面听取了意见' });

    const { body } = await dispatch.done(reviewer, `${order}/reveal`, { reason: '审核办结' });
    expect(body['texts']).toEqual([
      expect.objectContaining({ event: 'ResidentContacted', part: 'note', text: '当面听取了意见', by: 'P21' }),
    ]);
    expect(await dispatch.call(otherSteward, 'POST', `${order}/reveal`, { body: { reason: '想看看' } })).toMatchObject({
      status: 403,
      body: { code: 'REVEAL_DENIED' },
    });
  });
});
