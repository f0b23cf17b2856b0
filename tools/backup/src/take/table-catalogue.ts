import type pg from 'pg';

export interface TableToCopy {
  readonly schema: string;
  readonly table: string;
  readonly columns: readonly string[];
}

/** What a restore makes by itself: migrations leave their own records, and grants follow the code. A rebuild under way is begun again. */
const left = [
  `n.nspname = 'read_shadow'`,
  `c.relname IN ('migration', 'key_store_migration')`,
  `(n.nspname, c.relname) = ('keys', 'service_grant')`,
];

const ours = `n.nspname NOT LIKE 'pg\\_%' AND n.nspname <> 'information_schema' AND NOT (${left.join(' OR ')})`;

/** Every table of a database that a backup keeps, whoever made it. */
export async function tablesIn(client: pg.ClientBase): Promise<readonly TableToCopy[]> {
  const { rows } = await client.query<TableToCopy>(
    `SELECT n.nspname AS schema, c.relname AS table,
            (SELECT json_agg(a.attname ORDER BY a.attnum) FROM pg_attribute a
              WHERE a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped AND a.attgenerated = '') AS columns
       FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
      WHERE c.relkind = 'r' AND c.relpersistence = 'p' AND ${ours}
      ORDER BY 1, 2`,
  );
  return rows;
}

export async function sequencesIn(client: pg.ClientBase): Promise<readonly { schema: string; sequence: string; last: string }[]> {
  const { rows } = await client.query<{ schema: string; sequence: string; last: string }>(
    `SELECT schemaname AS schema, sequencename AS sequence, last_value::text AS last FROM pg_sequences
      WHERE last_value IS NOT NULL AND sequencename NOT IN ('migration_id_seq', 'key_store_migration_id_seq') ORDER BY 1, 2`,
  );
  return rows;
}

/** Names of the migrations that the database has had, in order. */
export async function migrationsIn(client: pg.ClientBase): Promise<readonly string[]> {
  const { rows: tables } = await client.query<{ name: string }>(
    `SELECT relname AS name FROM pg_class WHERE relname IN ('migration', 'key_store_migration') AND relnamespace = 'public'::regnamespace`,
  );
  const table = tables[0]?.name;
  if (table === undefined) return [];
  const { rows } = await client.query<{ name: string }>(`SELECT name FROM public.${table} ORDER BY id`);
  return rows.map(({ name }) => name);
}
