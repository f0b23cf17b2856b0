import { auditConsumer, auditMigrations, auditReadModels, copyEvents } from '@huying/audit';
import { services, type ServiceName } from '@huying/contracts';
import { createKafkaBus, createPostgresBus, projectionBatch, type EventBus, type ReadModel, type Subscription } from '@huying/event-bus';
import { createLogReader, type LogReader } from '@huying/event-store';
import { createLogger } from '@huying/platform';
import { rolesOf } from '@huying/platform/provisioning';
import { migrate, serviceMigrations, type Migrations } from '@huying/platform-nest';
import { reportingConsumer, reportingMigrations, reportingReadModels } from '@huying/reporting';
import pg from 'pg';
import { expect } from 'vitest';
import type { RunningSystem } from '../system.js';

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
 * Builds audit's copy and the read models of audit and reporting anew, once from the topics alone and once from the logs, and expects
 * both to be what the running services have: the same bytes, the same rows. The system must be at rest.
 */
export async function expectRebuildsAgree(system: RunningSystem): Promise<void> {
  const readers = new Map(services.map((name) => [name, createLogReader({ connectionString: system.adminUrl(`huying_${name}`) })]));
  try {
    for (const service of rebuilt) {
      const live = await contentOf(system, `huying_${service.name}`, service);
      expect(live.size).toBeGreaterThan(0);
      for (const way of ['topics', 'logs'] as const) {
        const database = await emptyDatabase(system, service, way);
        const bus = openBus(system, readers, system.adminUrl(database), way);
        await follow(bus, service, readers).finally(() => bus.close());
        expect(await contentOf(system, database, service), `${service.name} from the ${way}`).toEqual(live);
      }
    }
  } finally {
    await Promise.all([...readers.values()].map((reader) => reader.close()));
  }
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
  expect(await consumption.reached(heads, 120_000), `${name} is rebuilt: ${JSON.stringify(consumption.status())}`).toBe(true);
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
  await client.connect();
  return client.query(sql).then(
    ({ rows }) => client.end().then(() => rows as Row[]),
    (fault: unknown) => client.end().then(() => Promise.reject(fault as Error)),
  );
}
