import { randomUUID } from 'node:crypto';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { DispatchUnderTest, type LoggedEvent } from './dispatch-under-test.spec.js';
import { dispatcher, steward } from './people-for-tests.spec.js';
import { png } from './pictures-for-tests.spec.js';

let dispatch: DispatchUnderTest;
/** Each photo is another one: a photo that was used before is refused. */
let photos = 0;
beforeAll(async () => {
  dispatch = await DispatchUnderTest.start();
  await dispatch.neighbourhood();
});
afterAll(() => dispatch.stop());

interface KeyRow {
  readonly kid: string;
  readonly subject: string;
  readonly wrapped: Buffer | null;
}
async function inKeyStore(sql: string, values: readonly unknown[]): Promise<readonly KeyRow[]> {
  const client = new pg.Client({ connectionString: dispatch.databases.get('keys')?.ownerUrl ?? '' });
  await client.connect();
  return (await client.query<KeyRow>(sql, [...values]).finally(() => client.end())).rows;
}
const keyOf = async (person: string): Promise<KeyRow> => {
  const [row] = await inKeyStore('SELECT kid, subject, wrapped FROM keys.subject_key WHERE subject = $1', [person]);
  if (row === undefined) throw new Error('no key');
  return row;
};

/** An order of a person's with a note and a photo; what is asked of it afterwards. */
async function workFor(person: string): Promise<{ readonly order: string; readonly file: string }> {
  const caseId = randomUUID();
  const at = `/v1/cases/${caseId}`;
  const seen = await dispatch.accepted(caseId, { complainant: person, keyHolder: person });
  await dispatch.done(dispatcher, `${at}/dispatch`, { unit: 'U-PM', person: 'P21' }, { seen });
  await dispatch.done(steward, `${at}/signature`);
  await dispatch.done(steward, `${at}/contacts`, { via: 'phone', reached: true, note: '藏注在此' });
  const { body } = await dispatch.done(steward, `${at}/evidence?kind=photo-after`, png((photos += 1)), { contentType: 'image/png' });
  return { order: `/v1/orders/${caseId}/reveal`, file: `${at}/evidence/${String(body['digest'])}` };
}
const textsOf = async (order: string, seen?: string): Promise<unknown> => {
  const options = { body: { reason: '核对记录' }, ...(seen === undefined ? {} : { seen }) };
  const { status, body } = await dispatch.call(steward, 'POST', order, options);
  expect(status, JSON.stringify(body)).toBe(200);
  return body['texts'];
};
const records = async (erasure: string): Promise<readonly LoggedEvent[]> =>
  (await dispatch.log()).filter(({ type, data }) => type.endsWith('.PiiErased.v1') && data['erasure'] === erasure);

describe('an erasure that was approved', () => {
  it('destroys the person’s key: notes and photos answer that they were erased, when and on what basis', async () => {
    const { order, file } = await workFor('R-one');
    const { kid } = await keyOf('R-one');
    expect(await textsOf(order)).toContainEqual(expect.objectContaining({ text: '藏注在此', erased: false, tombstone: null }));
    const erasure = randomUUID();

    const seen = await dispatch.erasureApproved('R-one', erasure);

    const tombstone = { erasure, basis: 'resident-request', at: expect.any(String) as string };
    expect(await textsOf(order, seen)).toContainEqual(expect.objectContaining({ text: null, erased: true, tombstone }));
    expect(await dispatch.call(steward, 'GET', file)).toMatchObject({ status: 410, body: { code: 'EVIDENCE_ERASED', details: tombstone } });
    const [record, ...others] = await records(erasure);
    expect(others).toEqual([]);
    expect(record).toMatchObject({
      subject: 'dispatchkeys-erased',
      data: { erasure, person: 'R-one', basis: 'resident-request', approvedBy: ['P13', 'P01'], kids: [kid] },
    });
    const { at, keyBackupsGoneBy } = record?.data ?? {};
    expect(Date.parse(String(keyBackupsGoneBy)) - Date.parse(String(at))).toBe(30 * 86_400_000);
  });

  it('touches nobody else, and is recorded also where there was no key', async () => {
    const { order } = await workFor('R-other');
    const erasure = randomUUID();
    const seen = await dispatch.erasureApproved('nobody-known-here', erasure);
    expect(await textsOf(order, seen)).toContainEqual(expect.objectContaining({ text: '藏注在此' }));
    expect(await records(erasure)).toMatchObject([{ data: { kids: [] } }]);
  });

  it('is recorded after a crash that came when the key was destroyed already', async () => {
    const { order } = await workFor('R-crash');
    const { kid } = await keyOf('R-crash');
    const erasure = randomUUID();
    let seen = '';
    await dispatch.restart(async () => {
      seen = await dispatch.erasureApproved('R-crash', erasure);
      const gone = 'SELECT * FROM keys.erase($1, $2, $3, now(), ARRAY[$4], ARRAY[]::uuid[])';
      const client = new pg.Client({ connectionString: dispatch.databases.get('keys')?.urlOf('huying_dispatch_keys') ?? '' });
      await client.connect();
      await client.query(gone, ['dispatch', erasure, 'resident-request', 'R-crash']).finally(() => client.end());
    });
    expect(await textsOf(order, seen)).toContainEqual(expect.objectContaining({ text: null, erased: true }));
    expect(await records(erasure)).toMatchObject([{ data: { kids: [kid] } }]);
  });

  it('is carried out again, before the service opens, on a key store that was restored from before it', async () => {
    const { order } = await workFor('R-restored');
    const before = await keyOf('R-restored');
    const erasure = randomUUID();
    await textsOf(order, await dispatch.erasureApproved('R-restored', erasure));
    const [record] = await records(erasure);
    await dispatch.restart(async () => {
      await inKeyStore('DELETE FROM keys.erasure WHERE erasure = $1', [erasure]);
      await inKeyStore('DELETE FROM keys.subject_key WHERE subject = $1', [before.subject]); // Made since, by the reading.
      await inKeyStore('UPDATE keys.subject_key SET subject = $2, wrapped = $3, destroyed_at = NULL, erasure = NULL WHERE kid = $1', [
        before.kid,
        before.subject,
        before.wrapped,
      ]);
    });
    const tombstone = { erasure, basis: 'resident-request', at: record?.data['at'] };
    expect(await textsOf(order)).toContainEqual(expect.objectContaining({ text: null, erased: true, tombstone }));
    expect(await records(erasure)).toHaveLength(1);
  });
});
