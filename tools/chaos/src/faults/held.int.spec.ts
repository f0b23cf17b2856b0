import { createPostgresKeyStore, ownKeysOnly, prepareKeyDatabase, type KeyErasure, type KeyStore } from '@huying/privacy';
import { createTestDatabase, type TestDatabase } from '@huying/testing';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { until } from '../until.js';
import { Held } from './held.js';

const roleOf = (service: string): string => `huying_${service}_keys`;
const [held, another] = ['0190d2f4-0000-7000-8000-0000000000a1', '0190d2f4-0000-7000-8000-0000000000a2'] as const;

describe('an erasure that is held', () => {
  let database: TestDatabase;
  const stores: KeyStore[] = [];
  beforeAll(async () => {
    database = await createTestDatabase({ service: 'keys' });
    await prepareKeyDatabase(
      database.ownerUrl,
      ownKeysOnly(new Map(['intake', 'volunteers'].map((service) => [service, roleOf(service)]))),
    );
  });
  afterAll(async () => {
    await Promise.all(stores.map((store) => store.close()));
    await database.drop();
  });

  const storeOf = (service: string): KeyStore => {
    const store = createPostgresKeyStore({
      connectionString: database.urlOf(roleOf(service)),
      service,
      masterKey: Buffer.alloc(32, 3),
    });
    stores.push(store);
    return store;
  };
  const of = (erasure: string): KeyErasure => ({
    erasure,
    basis: 'resident-request',
    at: '2026-06-17T15:00:00.000+08:00',
    subjects: [erasure],
    kids: [],
  });

  it('keeps its own service waiting, which then does it; another service’s part of it and other people’s go on', async () => {
    const [intake, volunteers] = [storeOf('intake'), storeOf('volunteers')];
    const keys = await Held.erasure(database.urlOf(new URL(inject('postgresAdminUrl')).username), 'volunteers', held);
    await intake.erase(of(held));
    await volunteers.erase(of(another));
    expect(await keys.isWaitedFor(roleOf('volunteers'))).toBe(false);

    const erased = volunteers.erase(of(held));
    await until('volunteers to wait', 10_000, () => keys.isWaitedFor(roleOf('volunteers')));
    expect(await volunteers.erasuresMissing([held, another])).toEqual([held]);
    await keys.letGo();

    await erased;
    expect(await volunteers.erasuresMissing([held, another])).toEqual([]);
  });
});
