import { DataSource } from 'typeorm';

/** Opens the application's door to its read models (schema `read`). Statements are bounded: a board that takes seconds is a fault. */
export function openReadModels(databaseUrl: string, poolSize: number, name: string): Promise<DataSource> {
  return new DataSource({
    type: 'postgres',
    url: databaseUrl,
    poolSize,
    applicationName: `huying-${name}-read-models`,
    logging: false,
    extra: { statement_timeout: 10_000, idle_in_transaction_session_timeout: 10_000, connectionTimeoutMillis: 5_000 },
    // An idle connection that breaks is replaced at its next use; without a handler Node would end the process.
    poolErrorHandler: () => undefined,
  }).initialize();
}
