import { createTestDatabase, type TestDatabase } from '@huying/testing';
import { Client } from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { KeyUnwrapFault } from './key-wrapping.js';
import { createPostgresKeyStore } from './postgres-key-store.js';
import { prepareKeyDatabase, type KeyGrant } from './prepare-key-database.js';
import { createPrivacy } from './privacy.js';
import type { KeyStore } from './subject-key.js';

const masterKey = Buffer.alloc(32, 3);
const roleOf = (service: string): string => `huying_${service}_keys`;
const own = (service: string): KeyGrant => ({ role: roleOf(service), service, seal: true, open: true, destroy: service === 'intake' });

describe('the key store in PostgreSQL', () => {
  let database: TestDatabase;
  const opened: KeyStore[] = [];
  beforeAll(async () => {
    database = await createTestDatabase({ service: 'keys' });
    // Two services that start together: both prepare, once each.
    const grants = [own('intake'), own('dispatch'), { role: roleOf('audit'), service: 'intake', seal: false, open: true, destroy: false }];
    await Promise.all([prepareKeyDatabase(database.ownerUrl, grants), prepareKeyDatabase(database.ownerUrl, grants)]);
  });
  afterAll(async () => {
    await Promise.all(opened.map((store) => store.close()));
    await database.drop();
  });

  const storeFor = (service: string, owner = service, master = masterKey): KeyStore => {
    const store = createPostgresKeyStore({ connectionString: database.urlOf(roleOf(service)), service: owner, masterKey: master });
    opened.push(store);
    return store;
  };
  const keyOf = async (store: KeyStore, subject: string) => {
    const key = (await store.getOrCreate([subject])).get(subject);
    if (key === undefined) throw new Error('no key');
    return key;
  };
  async function asRole<Row>(role: string, sql: string): Promise<readonly Row[]> {
    const client = new Client({ connectionString: database.urlOf(role) });
    await client.connect();
    try {
      return (await client.query(sql)).rows as Row[];
    } finally {
      await client.end();
    }
  }

  it('gives one key per person, to however many processes ask at once', async () => {
    const stores = [storeFor('intake'), storeFor('intake'), storeFor('intake')];
    const people = Array.from({ length: 40 }, (_, index) => `race-${String(index)}`);
    const answers = await Promise.all(
      stores.flatMap((store, turn) => [store.getOrCreate(turn % 2 === 0 ? people : people.toReversed()), store.getOrCreate(people)]),
    );
    for (const person of people) expect(new Set(answers.map((answer) => answer.get(person)?.secret.toString('hex'))).size).toBe(1);
    expect(new Set(answers[0]?.values())).toHaveLength(40);
  });

  it('gives back the same key after a restart of the process', async () => {
    const first = await keyOf(storeFor('intake'), 'somebody');
    expect(await keyOf(storeFor('intake'), 'somebody')).toEqual(first);
    expect(await storeFor('intake').find(first.kid)).toEqual({ kind: 'living', key: first, subject: 'somebody' });
  });

  it('keeps no key that could be read without the master key', async () => {
    const key = await keyOf(storeFor('intake'), 'wrapped');
    const [row] = await asRole<{ wrapped: Buffer }>('huying_keys_owner', `SELECT wrapped FROM keys.subject_key WHERE kid = '${key.kid}'`);
    expect(row?.wrapped.includes(key.secret)).toBe(false);
    await expect(storeFor('intake', 'intake', Buffer.alloc(32, 9)).find(key.kid)).rejects.toThrow(KeyUnwrapFault);
  });

  it('refuses a wrapped key that was moved to another person', async () => {
    const [mine, theirs] = [await keyOf(storeFor('intake'), 'mine'), await keyOf(storeFor('intake'), 'theirs')];
    await asRole(
      'huying_keys_owner',
      `UPDATE keys.subject_key SET wrapped = (SELECT wrapped FROM keys.subject_key WHERE kid = '${mine.kid}') WHERE kid = '${theirs.kid}'`,
    );
    await expect(storeFor('intake').find(theirs.kid)).rejects.toThrow(KeyUnwrapFault);
  });

  it('keeps the services apart: another one neither seals with, nor opens with, nor destroys a key', async () => {
    const key = await keyOf(storeFor('intake'), 'apart');
    const intruder = storeFor('dispatch', 'intake');
    await expect(intruder.getOrCreate(['apart'])).rejects.toThrow('may not seal with keys of intake');
    await expect(intruder.find(key.kid)).rejects.toThrow('may not open with keys of intake');
    await expect(intruder.destroy('apart')).rejects.toThrow('may not destroy keys of intake');
    await expect(storeFor('dispatch').destroy('apart')).rejects.toThrow('may not destroy keys of dispatch');
    expect(await keyOf(storeFor('dispatch'), 'apart')).not.toEqual(key);
  });

  it('lets a service that was granted it open, and no more', async () => {
    const key = await keyOf(storeFor('intake'), 'audited');
    expect(await storeFor('audit').find(key.kid)).toEqual({ kind: 'living', key });
    await expect(storeFor('audit', 'intake').getOrCreate(['audited'])).rejects.toThrow('may not seal');
    await expect(storeFor('volunteers').find(key.kid)).rejects.toThrow(/permission denied|may not open/);
  });

  it.each(['SELECT * FROM keys.subject_key', 'DELETE FROM keys.subject_key', 'UPDATE keys.service_grant SET may_open = true'])(
    'lets no service touch the tables: %s',
    async (sql) => {
      await expect(asRole(roleOf('intake'), sql)).rejects.toThrow('permission denied');
    },
  );

  it('cannot be fooled by a role that puts on another one', async () => {
    await expect(asRole(roleOf('dispatch'), `SET ROLE ${roleOf('intake')}`)).rejects.toThrow('permission denied');
  });

  it('tells destroyed keys from unknown ones, and gives the person a new key', async () => {
    const store = storeFor('intake');
    const old = await keyOf(store, 'leaving');
    expect(await store.destroy('leaving')).toBe(true);
    expect(await store.destroy('leaving')).toBe(false);
    expect(await store.find(old.kid)).toEqual({ kind: 'destroyed' });
    expect(await store.find('0190d2f4-0000-7000-8000-000000000000')).toEqual({ kind: 'unknown' });
    expect((await keyOf(store, 'leaving')).kid).not.toBe(old.kid);
  });

  it('makes a later start take away what is no longer granted', async () => {
    const [taken] = await asRole<{ count: string }>(
      'huying_keys_owner',
      `SELECT count(*) FROM keys.service_grant WHERE role_name = '${roleOf('reporting')}'`,
    );
    expect(taken?.count).toBe('0');
    const grants = [own('intake'), own('dispatch'), { role: roleOf('audit'), service: 'intake', seal: false, open: true, destroy: false }];
    await prepareKeyDatabase(database.ownerUrl, [...grants, own('reporting')]);
    const store = storeFor('reporting');
    await keyOf(store, 'p');
    await prepareKeyDatabase(database.ownerUrl, grants);
    await expect(store.getOrCreate(['p'])).rejects.toThrow('may not seal');
  });

  it('leaves no trace of what was sealed in the key database', async () => {
    const privacy = createPrivacy({ service: 'intake', keys: storeFor('intake'), masterKey });
    const context = { id: '1', type: 't', subject: 's' };
    const [part] = await privacy.sealer.seal([{ part: 'words', person: 'person-9', value: '楼道灯坏了 planted' }], context);
    if (part === undefined) throw new Error('nothing was sealed');
    expect(await privacy.open(part, context)).toEqual({ kind: 'opened', value: '楼道灯坏了 planted' });
    const rows = await asRole('huying_keys_owner', 'SELECT * FROM keys.subject_key');
    expect(JSON.stringify(rows)).not.toContain('planted');
    await privacy.destroyKey('person-9');
    expect(await privacy.open(part, context)).toEqual({ kind: 'erased' });
  });
});
