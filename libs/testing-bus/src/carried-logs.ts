import type { ServiceName } from '@huying/contracts';
import { createKafkaBus, eventBusMigrations, type KafkaBusOptions } from '@huying/event-bus';
import { createLogReader } from '@huying/event-store';
import { createTestDatabase } from '@huying/testing';
import { DataSource } from 'typeorm';

export interface CarriedLogs {
  close(): Promise<void>;
}

/** Carries logs to their topics, as the services would that own them. */
export async function carryLogs(
  { connection, topics }: Required<Pick<KafkaBusOptions, 'connection' | 'topics'>>,
  urls: Readonly<Partial<Record<ServiceName, string>>>,
): Promise<CarriedLogs> {
  const entries = Object.entries(urls) as [ServiceName, string][];
  if (entries.length === 0) return { close: () => Promise.resolve() };
  const database = await createTestDatabase();
  const owner = new DataSource({ type: 'postgres', url: database.ownerUrl, migrations: [...eventBusMigrations(database)] });
  await owner.initialize();
  await owner.runMigrations().finally(() => owner.destroy());
  const readers = new Map(entries.map(([source, connectionString]) => [source, createLogReader({ connectionString })]));
  const bus = createKafkaBus({ connection, topics, readers: {}, database: database.applicationUrl });
  for (const [source, reader] of readers) await bus.publish(source, reader);
  return {
    async close() {
      await bus.close();
      await Promise.all([...readers.values()].map((reader) => reader.close()));
      await database.drop();
    },
  };
}
