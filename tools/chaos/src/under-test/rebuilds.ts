import { auditConsumer, auditMigrations, auditReadModels, copyEvents } from '@huying/audit';
import { services, type ServiceName } from '@huying/contracts';
import { createKafkaBus, createPostgresBus, projectionBatch, type EventBus, type ReadModel, type Subscription } from '@huying/event-bus';
import { createLogReader, type LogReader } from '@huying/event-store';
import { createLogger } from '@huying/platform';
import { rolesOf } from '@huying/platform/provisioning';
import { migrate, serviceMigrations, type Migrations } from '@huying/platform-nest';
import { reportingConsumer, reportingMigrations, reportingReadModels } from '@huying/reporting';
import type { RunningSystem } from '@huying/start';
import pg from 'pg';

interface Rebuilt {
  readonly name: 'audit' | 'reporting';
  readonly migrations: Migrations;
  readonly models: readonly ReadModel[];
  readonly subscription: Omit<Subscription, 'handlers'>;
}

const rebuilt: readonly Rebuilt[] = [
  {
    name: 'audit',
    migrations: auditMigrations,
    models: auditReadModels,
    subscription: { consumer: `${auditConsumer}-rebuilt`, sources: services, copy: copyEvents, unknownTypes: 'pass' },
  },
  {
    name: 'reporting',
    migrations: reportingMigrations,
    models: reportingReadModels,
    subscription: { consumer: `${reportingConsumer}-rebuilt`, sources: ['intake', 'dispatch', 'volunteers'] },
  },
];

/**
 * Builds audit's copy and the read models of audit and reporting anew, once from the topics alone and once from the logs, and tells every
 * table in which one of them has not the same bytes, the same rows, as the running service. The system must be at rest, over Kafka.
 */
export async function differencesOfRebuilds(system: RunningSystem): Promise<readonly string[]> {
  const readers = new Map(services.map((name) => [name, createLogReader({ connectionString: system.adminUrl(`huying_${name}`) })]));
  const differences: string[] = [];
  try {
    for (const service of rebuilt) {
      const live = await contentOf(system, `huying_${service.name}`, service);
      for (const way of ['topics', 'logs'] as const) {
        const database = await emptyDatabase(system, service, way);
        const bus = openBus(system, readers, system.adminUrl(database), way);
        await follow(bus, service, readers).finally(() => bus.close());
        const built = await contentOf(system, database, service);
        const tables = [...live].filter(([table, digest]) => built.get(table) !== digest).map(([table]) => table);
        differences.push(...tables.map((table) => `${service.name} built from the ${way} differs in ${table}`));
        await ask(system.adminUrl(), `DROP DATABASE ${database} WITH (FORCE)`);
      }
    }
  } finally {
    await Promise.all([...readers.values()].map((reader) => reader.close()));
  }
  return differences;
}

function openBus(system: RunningSystem, logs: ReadonlyMap<ServiceName, LogReader>, database: string, way: 'topics' | 'logs'): EventBus {
  const readers = Object.fromEntries(logs);
  if (way === 'logs') return createPostgresBus({ readers, database });
  // The logs heal nothing here: everything comes from the topics.
  return createKafkaBus({ connection: { brokers: [system.brokers ?? ''] }, readers, database, healAfterMs: 3_600_000 });
}

async function follow(bus: EventBus, { name, models, subscription }: Rebuilt, logs: ReadonlyMap<ServiceName, LogReader>): Promise<void> {
  const consumption = await bus.subscribe({ ...subscription, handlers: new Map(), batch: projectionBatch(models) });
  const heads = new Map<ServiceName, number>();
  for (const source of subscription.sources) heads.set(source, (await logs.get(source)?.head()) ?? 0);
  if (await consumption.reached(heads, 120_000)) return;
  throw new Error(`${name} was not rebuilt in 120 s: ${JSON.stringify(consumption.status())}`);
}

async function emptyDatabase(system: RunningSystem, { name, migrations }: Rebuilt, way: string): Promise<string> {
  const database = `huying_rebuilt_${name}_${way}`;
  await ask(system.adminUrl(), `CREATE DATABASE ${database}`);
  const roles = { applicationRole: rolesOf(name).application, logReaderRole: 'huying_log_reader' };
  await migrate(system.adminUrl(database), serviceMigrations(migrations)(roles), createLogger({ name: 'rebuild', level: 'silent' }));
  return database;
}

/** A digest of each table's rows. */
async function contentOf(system: RunningSystem, database: string, { name, models }: Rebuilt): Promise<ReadonlyMap<string, string>> {
  const content = new Map<string, string>();
  const tables = [...models.map(({ table }) => table.in('read')), ...(name === 'audit' ? ['audit_log.event'] : [])];
  for (const table of tables) {
    const sql = `SELECT count(*) || ' ' || coalesce(md5(string_agg(t::text, '|' ORDER BY t::text COLLATE "C")), '') AS digest FROM ${table} AS t`;
    const [row] = await ask<{ digest: string }>(system.adminUrl(database), sql);
    content.set(table, row?.digest ?? '');
  }
  return content;
}

async function ask<Row>(url: string, sql: string): Promise<readonly Row[]> {
  const client = new pg.Client({ connectionString: url });
  client.on('error', () => undefined);
  await client.connect();
  return client.query(sql).then(
    ({ rows }) => client.end().then(() => rows as Row[]),
    (fault: unknown) => client.end().then(() => Promise.reject(fault as Error)),
  );
}
