import { randomBytes } from 'node:crypto';
import { newId } from '@huying/platform';
import { shanghai } from '@huying/kernel';
import pg from 'pg';
import { createKeyWrapping } from './key-wrapping.js';
import type { KeyLookup, KeysErased, KeyStore, SubjectKey, Tombstone } from './subject-key.js';

export interface PostgresKeyStoreOptions {
  /** Of the service's own role in the key database: `huying_<service>_keys`. */
  readonly connectionString: string;
  /** The owning service whose keys are made and destroyed here. */
  readonly service: string;
  /** 32 bytes, from a file or a KMS; never in the database. */
  readonly masterKey: Buffer;
  readonly poolMax?: number;
  /** Told when an idle connection breaks; the pool replaces it by itself. */
  readonly onIdleError?: (error: Error) => void;
}

interface FoundRow {
  readonly found_kid: string;
  readonly found_service: string;
  readonly found_subject: string;
  readonly found_key: Buffer | null;
  readonly found_erased_at: Date | null;
  readonly found_erasure: string | null;
  readonly found_basis: string | null;
}

/** Keys in a database of their own, wrapped under the master key, reached through functions that judge the calling role. */
export function createPostgresKeyStore(options: PostgresKeyStoreOptions): KeyStore {
  const { service } = options;
  const wrapping = createKeyWrapping(options.masterKey);
  const pool = new pg.Pool({
    connectionString: options.connectionString,
    max: options.poolMax ?? 2,
    application_name: `huying-${service}-keys`,
    // A key that is not on disk must not seal anything, whatever the cluster's default is.
    options: '-c synchronous_commit=on -c statement_timeout=10000 -c lock_timeout=5000 -c idle_in_transaction_session_timeout=10000',
  });
  pool.on('error', (error) => options.onIdleError?.(error));

  return {
    async getOrCreate(subjects) {
      const distinct = [...new Set(subjects)];
      const candidates = distinct.map((subject) => {
        const kid = newId();
        return { kid, wrapped: wrapping.wrap(randomBytes(32), { kid, service, subject }) };
      });
      const { rows } = await pool.query<{ found_subject: string; found_kid: string; found_key: Buffer }>({
        name: 'keys_get_or_create',
        text: 'SELECT found_subject, found_kid, found_key FROM keys.get_or_create($1, $2::text[], $3::uuid[], $4::bytea[])',
        values: [service, distinct, candidates.map(({ kid }) => kid), candidates.map(({ wrapped }) => wrapped)],
      });
      return new Map(
        rows.map(({ found_subject: subject, found_kid: kid, found_key: wrapped }): [string, SubjectKey] => [
          subject,
          { kid, secret: wrapping.unwrap(wrapped, { kid, service, subject }) },
        ]),
      );
    },

    async find(kid): Promise<KeyLookup> {
      const { rows } = await pool.query<FoundRow>({
        name: 'keys_find',
        text: 'SELECT * FROM keys.find(ARRAY[$1]::uuid[])',
        values: [kid],
      });
      const row = rows[0];
      if (row === undefined) return { kind: 'unknown' };
      if (row.found_key === null) return { kind: 'destroyed', tombstone: tombstoneOf(row) };
      const place = { kid, service: row.found_service, subject: row.found_subject };
      const key = { kid, secret: wrapping.unwrap(row.found_key, place) };
      return row.found_service === service ? { kind: 'living', key, subject: row.found_subject } : { kind: 'living', key };
    },

    async erase({ erasure, basis, at, subjects, kids }): Promise<KeysErased> {
      const { rows } = await pool.query<{ erased_kids: string[]; erased_moment: Date }>(
        'SELECT erased_kids, erased_moment FROM keys.erase($1, $2, $3, $4, $5::text[], $6::uuid[])',
        [service, erasure, basis, at, subjects, kids],
      );
      const [row] = rows;
      if (row === undefined) throw new Error('the key store did not say what it erased');
      return { kids: row.erased_kids, at: shanghai(row.erased_moment.getTime()) };
    },

    async erasuresMissing(erasures) {
      const { rows } = await pool.query<{ missing: string }>('SELECT keys.erasures_missing($1, $2::uuid[]) AS missing', [
        service,
        erasures,
      ]);
      return rows.map(({ missing }) => missing);
    },

    close: () => pool.end(),
  };
}

/** A key that was destroyed before erasures had ids has none, and no basis. */
const tombstoneOf = ({ found_erased_at: at, found_erasure: erasure, found_basis: basis }: FoundRow): Tombstone => ({
  at: shanghai(at?.getTime() ?? 0),
  erasure: erasure ?? '',
  basis: basis ?? '',
});
