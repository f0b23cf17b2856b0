import { shanghai } from '@huying/kernel';
import pg from 'pg';
import type { ConsumerTransaction } from '../event-bus.js';
import type { ColumnType } from './projection.js';

const sqlTypes = {
  text: 'text',
  instant: 'timestamptz',
  integer: 'integer',
  long: 'bigint',
  real: 'double precision',
  flag: 'boolean',
  texts: 'text[]',
  json: 'jsonb',
} as const satisfies Record<ColumnType, string>;

/** A row with how far it has folded each stream that it draws on; no row once it is removed. */
export interface StoredRow<Row> {
  readonly row: Row | undefined;
  readonly versions: Readonly<Record<string, number>>;
}

interface Column {
  readonly property: string;
  readonly name: string;
  readonly type: ColumnType;
}

/** The SQL of one read model's table, generated from its columns, which are declared once. */
export class ReadModelTable {
  private readonly columns: readonly Column[];

  constructor(
    readonly name: string,
    columns: Readonly<Record<string, ColumnType>>,
    private readonly indexes: readonly (readonly string[])[],
  ) {
    if (!/^[a-z][a-z0-9_]*_v[0-9]+$/.test(name)) throw new Error(`a projection's name ends in its version, as board_v1; got ${name}`);
    this.columns = Object.entries(columns).map(([property, type]) => ({ property, name: snakeCase(property), type }));
  }

  /** The table with its indexes. */
  createSql(schema: string): string {
    const indexes = this.indexes.map((properties, n) => {
      const names = properties.map((property) => quoted(snakeCase(property)));
      return `CREATE INDEX ${quoted(`${this.name}_${String(n + 1)}`)} ON ${this.in(schema)} (${names.join(', ')});`;
    });
    return [`${this.createTableSql(schema)};`, ...indexes].join('\n');
  }

  /** The table alone, as a rebuild needs it. */
  createTableSql(schema: string): string {
    const columns = this.columns.map(({ name, type }) => `${quoted(name)} ${sqlTypes[type]}`);
    return `CREATE TABLE ${this.in(schema)} (key text PRIMARY KEY, versions jsonb NOT NULL, ${columns.join(', ')})`;
  }

  in(schema: string): string {
    return `${quoted(schema)}.${quoted(this.name)}`;
  }

  async load<Row extends object>(
    transaction: ConsumerTransaction,
    schema: string,
    keys: readonly string[],
  ): Promise<Map<string, StoredRow<Row>>> {
    const rows = await transaction.query<Record<string, unknown> & { key: string; versions: StoredRow<Row>['versions'] }>(
      `SELECT * FROM ${this.in(schema)} WHERE key = ANY ($1) FOR NO KEY UPDATE`,
      [keys],
    );
    return new Map(rows.map((row) => [row.key, { row: this.toRow(row) as Row, versions: row.versions }]));
  }

  /** Writes rows and removes those that are no more. */
  async save(transaction: ConsumerTransaction, schema: string, rows: ReadonlyMap<string, StoredRow<object> | undefined>): Promise<void> {
    const gone = [...rows].filter(([, stored]) => stored?.row === undefined).map(([key]) => key);
    const kept = [...rows].flatMap(([key, stored]) => (stored?.row === undefined ? [] : [this.toRecord(key, stored.row, stored.versions)]));
    if (kept.length > 0) await transaction.query(this.upsertSql(schema), [JSON.stringify(kept)]);
    if (gone.length > 0) await transaction.query(`DELETE FROM ${this.in(schema)} WHERE key = ANY ($1)`, [gone]);
  }

  private upsertSql(schema: string): string {
    const names = this.columns.map(({ name }) => quoted(name));
    const typed = this.columns.map(({ name, type }) => `${quoted(name)} ${sqlTypes[type]}`);
    return `INSERT INTO ${this.in(schema)} (key, versions, ${names.join(', ')})
      SELECT key, versions, ${names.join(', ')} FROM jsonb_to_recordset($1::jsonb) AS row (key text, versions jsonb, ${typed.join(', ')})
      ON CONFLICT (key) DO UPDATE SET versions = excluded.versions, ${names.map((name) => `${name} = excluded.${name}`).join(', ')}`;
  }

  private toRecord(key: string, row: object, versions: object): Record<string, unknown> {
    const values = row as Record<string, unknown>;
    const stored: Record<string, unknown> = { key, versions };
    for (const { property, name } of this.columns) stored[name] = values[property] ?? null;
    return stored;
  }

  /** A row as the projection declares it, of a row as the database returns it. */
  toRow(record: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> {
    return Object.fromEntries<unknown>(this.columns.map(({ property, name, type }) => [property, fromSql(type, record[name])]));
  }
}

function fromSql(type: ColumnType, value: unknown): unknown {
  if (value === null || value === undefined) return null;
  if (type === 'instant') return shanghai((value as Date).getTime());
  return type === 'long' ? Number(value) : value;
}

const snakeCase = (property: string): string => property.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
const quoted = (name: string): string => pg.escapeIdentifier(name);
