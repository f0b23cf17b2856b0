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
  const records = await dataSource.query<Record<string, unknown>[]>(`SELECT * FROM ${model.table.in('read')} ${rest}`, [...values]);
  return records.map((record) => model.toRow(record));
}
