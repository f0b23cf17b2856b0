import type { Fact } from '@huying/kernel';
import type { Projection } from '@huying/event-bus';
import type { DataSource } from 'typeorm';

/**
 * Rows of a read model, as it declares them.
 *
 * @param rest what follows `SELECT * FROM <table>`, with `$1`… for `values`.
 */
export async function readRows<F extends Fact, Row extends object>(
  dataSource: DataSource,
  model: Projection<F, Row>,
  rest: string,
  values: readonly unknown[],
): Promise<readonly Row[]> {
  return (await readVersionedRows(dataSource, model, rest, values)).map(({ row }) => row);
}

/** A row, and how far it has folded each stream that it draws on. */
export interface VersionedRow<Row> {
  readonly row: Row;
  readonly versions: Readonly<Record<string, number>>;
}

/** The same with the streams' versions: those of the rows, which may be behind those of the log. */
export async function readVersionedRows<F extends Fact, Row extends object>(
  dataSource: DataSource,
  model: Projection<F, Row>,
  rest: string,
  values: readonly unknown[],
): Promise<readonly VersionedRow<Row>[]> {
  const records = await dataSource.query<(Record<string, unknown> & Pick<VersionedRow<Row>, 'versions'>)[]>(
    `SELECT * FROM ${model.table.in('read')} ${rest}`,
    [...values],
  );
  return records.map((record) => ({ row: model.toRow(record), versions: record.versions }));
}
