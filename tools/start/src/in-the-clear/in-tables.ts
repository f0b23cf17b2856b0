import { Client } from 'pg';
import { Searching, type Search } from './search.js';

/** Looks for words in every row of every table of every database of a cluster. Bytes are looked at as they are, not as their digits. */
export async function inTables(words: readonly string[], urlOf: (database: string) => string): Promise<Search> {
  const search = new Searching(words);
  for (const database of await databasesAt(urlOf('postgres'))) {
    const client = new Client({ connectionString: urlOf(database) });
    await client.connect();
    try {
      for (const table of await tablesIn(client)) {
        const { rows } = await client.query<{ text: string }>(`SELECT t::text AS text FROM ${table} AS t`);
        for (const { text } of rows) {
          search.look(`${database} ${table}`, Buffer.from(text));
          for (const [, digits = ''] of text.matchAll(bytea)) search.look(`${database} ${table}`, Buffer.from(digits, 'hex'));
        }
      }
    } finally {
      await client.end();
    }
  }
  return search;
}

/** As a row's text has it: its backslash is written twice. */
const bytea = /\\\\x([0-9a-f]+)/g;

async function databasesAt(url: string): Promise<readonly string[]> {
  const client = new Client({ connectionString: url });
  await client.connect();
  const { rows } = await client
    .query<{ name: string }>('SELECT datname AS name FROM pg_database WHERE NOT datistemplate')
    .finally(() => client.end());
  return rows.map(({ name }) => name);
}

async function tablesIn(client: Client): Promise<readonly string[]> {
  const { rows } = await client.query<{ name: string }>(
    `SELECT format('%I.%I', schemaname, tablename) AS name FROM pg_tables WHERE schemaname NOT IN ('pg_catalog', 'information_schema')`,
  );
  return rows.map(({ name }) => name);
}
