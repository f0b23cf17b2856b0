import { createTestDatabase, type TestDatabase } from '@huying/testing';
import { Client } from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { KeyUnwrapFault } from './key-wrapping.js';
import { createPostgresKeyStore } from './postgres-key-store.js';
import { prepareKeyDatabase, type KeyGrant } from './prepare-key-database.js';
import { createPrivacy } from './privacy.js';
import type { KeyErasure, KeyStore, Tombstone } from './subject-key.js';

const masterKey = Buffer.alloc(32, 3);
const erasure = '0190d2f4-0000-7000-8000-00000000000e';
const at = '2026-06-17T15:00:00.000+08:00';
const tombstone: Tombstone = { at, erasure, basis: 'resident-request' };
const erasing = (subject: string, id = erasure): KeyErasure => ({
  erasure: id,
  basis: 'resident-request',
  at,
  subjects: [subject],
  kids: [],
});
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
    await expect(intruder.erase(erasing('apart'))).rejects.toThrow('may not destroy keys of intake');
    await expect(storeFor('dispatch').erase(erasing('apart'))).rejects.toThrow('may not destroy keys of dispatch');
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
    expect(await store.erase(erasing('leaving'))).toEqual({ kids: [old.kid], at });
    expect(await store.find(old.kid)).toEqual({ kind: 'destroyed', tombstone });
    expect(await store.find('0190d2f4-0000-7000-8000-000000000000')).toEqual({ kind: 'unknown' });
    expect((await keyOf(store, 'leaving')).kid).not.toBe(old.kid);
  });

  it('carries an erasure out once: a repeat answers the same and spares the key that the person got since', async () => {
    const store = storeFor('intake');
    const id = '0190d2f4-0000-7000-8000-00000000000f';
    const old = await keyOf(store, 'returning');
    expect(await store.erasuresMissing([id])).toEqual([id]);
    const first = await store.erase(erasing('returning', id));
    const later = await keyOf(store, 'returning');
    expect(await store.erase({ ...erasing('returning', id), at: '2026-06-18T15:00:00.000+08:00' })).toEqual(first);
    expect(first.kids).toEqual([old.kid]);
    expect(await store.find(later.kid)).toMatchObject({ kind: 'living' });
    expect(await store.erasuresMissing([id])).toEqual([]);
  });

  it('destroys keys by id as well, and leaves a tombstone for one that it never knew', async () => {
    const store = storeFor('intake');
    const id = '0190d2f4-0000-7000-8000-0000000000aa';
    const known = await keyOf(store, 'named');
    const never = '0190d2f4-0000-7000-8000-0000000000bb';
    await store.erase({ ...erasing('nobody', id), kids: [known.kid, never] });
    for (const kid of [known.kid, never]) {
      expect(await store.find(kid)).toEqual({ kind: 'destroyed', tombstone: { ...tombstone, erasure: id } });
    }
  });

  it('keeps of a destroyed key neither bytes nor whose it was', async () => {
    const rows = await asRole<{ subject: string; wrapped: Buffer | null }>(
      'huying_keys_owner',
      'SELECT subject, wrapped FROM keys.subject_key WHERE destroyed_at IS NOT NULL',
    );
    expect(rows.length).toBeGreaterThan(2);
    expect(rows.filter(({ subject, wrapped }) => subject !== 'erased' || wrapped !== null)).toEqual([]);
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
    const id = '0190d2f4-0000-7000-8000-0000000000cc';
    await privacy.erase(erasing('person-9', id));
    expect(await privacy.open(part, context)).toEqual({ kind: 'erased', tombstone: { ...tombstone, erasure: id } });
  });
});
