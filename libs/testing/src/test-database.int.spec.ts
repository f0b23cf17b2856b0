import { Client } from 'pg';
import { describe, expect, it } from 'vitest';
import { createTestDatabase } from './test-database.js';

const ask = async (url: string, sql: string): Promise<unknown> => {
  const client = new Client({ connectionString: url });
  await client.connect();
  return client
    .query<{ answer: unknown }>(sql)
    .then((result) => result.rows[0]?.answer)
    .finally(() => client.end());
};

describe('a database for one spec', () => {
  it('lets its owner make tables and its application role connect without that right', async () => {
    const database = await createTestDatabase({ service: 'dispatch' });
    await ask(database.ownerUrl, 'CREATE TABLE public.kept (id int)');
    expect(await ask(database.applicationUrl, 'SELECT current_user AS answer')).toBe('huying_dispatch_app');
    await expect(ask(database.applicationUrl, 'CREATE TABLE public.forbidden (id int)')).rejects.toMatchObject({ code: '42501' });
    await expect(ask(database.applicationUrl, 'SELECT * FROM public.kept')).rejects.toMatchObject({ code: '42501' });
    await database.drop();
  });

  it('refuses the roles of other services', async () => {
    const database = await createTestDatabase({ service: 'dispatch' });
    await expect(ask(database.urlOf('huying_intake_app'), 'SELECT 1')).rejects.toMatchObject({ code: '42501' });
    expect(await ask(database.readerUrl, 'SELECT current_user AS answer')).toBe('huying_audit_reader');
    await database.drop();
  });

  it('refuses a connection without the password', async () => {
    const database = await createTestDatabase();
    const url = new URL(database.applicationUrl);
    url.password = 'guess';
    await expect(ask(url.href, 'SELECT 1')).rejects.toMatchObject({ code: '28P01' });
    await database.drop();
  });
});
