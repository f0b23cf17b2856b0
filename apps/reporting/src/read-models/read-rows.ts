import type { Projection } from '@huying/event-bus';
import type { Fact } from '@huying/kernel';
import type { DataSource } from 'typeorm';

/** Rows of a read model as its projection declares them. `rest` is what follows FROM, with placeholders for `values`. */
export async function readRows<F extends Fact, Row extends object>(
  dataSource: DataSource,
  model: Projection<F, Row>,
  rest: string,
  values: readonly unknown[],
): Promise<readonly Row[]> {
  const records = await dataSource.query<Record<string, unknown>[]>(`SELECT * FROM ${model.table.in('read')} ${rest}`, [...values]);
  return records.map((record) => model.toRow(record));
}
