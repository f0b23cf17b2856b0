import { createSecretKey, generateKeyPairSync, randomBytes } from 'node:crypto';
import { Controller, Get, Inject, Module, type DynamicModule } from '@nestjs/common';
import { prepareKeyDatabase } from '@huying/privacy';
import { createTestDatabase, type TestDatabase } from '@huying/testing';
import type { DataSource } from 'typeorm';
import { Client } from 'pg';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { serviceMigrations } from '../infrastructure/all-migrations.js';
import { DATA_SOURCE } from '../infrastructure/tokens.js';
import { internalTokenHeader } from '../internal-call/gateway-only.js';
import { signInternalCall } from '../internal-call/internal-token.js';
import { createService } from './create-service.js';
import { runMigration } from './run-migration.js';
import type { RunningService } from './running-service.js';
import type { ServiceConfig } from './service-config.js';

@Controller('/v1/who')
class WhoController {
  constructor(@Inject(DATA_SOURCE) private readonly dataSource: DataSource) {}
  @Get()
  async who(): Promise<unknown> {
    return { role: (await this.dataSource.query<{ role: string }[]>('SELECT current_user AS role'))[0]?.role };
  }
}
@Module({})
class WhoModule {}
const whoModule = (infrastructure: DynamicModule): DynamicModule => ({
  module: WhoModule,
  imports: [infrastructure],
  controllers: [WhoController],
});

const gateway = generateKeyPairSync('ed25519');
let database: TestDatabase;
let keys: TestDatabase;
let config: ServiceConfig;
const start = (changed: Partial<ServiceConfig> = {}): Promise<RunningService> =>
  createService({ name: 'intake', config: { ...config, ...changed }, module: whoModule, migrations: () => [] });

beforeAll(async () => {
  [database, keys] = await Promise.all([createTestDatabase(), createTestDatabase({ service: 'keys' })]);
  await prepareKeyDatabase(keys.ownerUrl, [{ role: 'huying_intake_keys', service: 'intake', seal: true, open: true, destroy: true }]);
  config = {
    name: 'intake',
    databaseUrl: database.applicationUrl,
    ownerDatabaseUrl: database.ownerUrl,
    logUrls: { intake: database.readerUrl },
    keysDatabaseUrl: keys.urlOf('huying_intake_keys'),
    secrets: { gatewayPublicKey: gateway.publicKey, requestDigestKey: createSecretKey(randomBytes(32)), masterKey: randomBytes(32) },
    evidenceDir: '/nowhere',
    host: '127.0.0.1',
    port: 0,
    bus: 'postgres',
    demo: true,
    logLevel: 'silent',
  };
});
afterAll(() => Promise.all([database.drop(), keys.drop()]));

describe('a service', () => {
  it('migrates, answers the gateway as its application role, and tells that it is ready', async () => {
    const service = await start();
    try {
      const address = await service.listen();
      const token = signInternalCall(
        gateway.privateKey,
        { audience: 'intake', method: 'GET', path: '/v1/who', body: undefined },
        { actor: { person: 'p-1', role: 'ACC' }, correlationId: 'c-1' },
        { now: Date.now(), id: 't-1' },
      );

      expect(await (await fetch(`${address}/v1/who`, { headers: { [internalTokenHeader]: token } })).json()).toStrictEqual({
        role: database.applicationRole,
      });
      expect(await (await fetch(`${address}/health/ready`)).json()).toStrictEqual({
        ready: true,
        degraded: false,
        checks: { 'event-store': 'ok', 'read-models': 'ok', 'key-store': 'ok', 'log of intake': 'ok' },
      });
    } finally {
      await service.close();
    }
  });

  it('is not ready without its key store, and says so by code only', async () => {
    const service = await start({ keysDatabaseUrl: keys.urlOf('huying_intake_keys').replace(keys.database, 'huying_nowhere') });
    try {
      const answer = await fetch(`${await service.listen()}/health/ready`);

      expect(answer.status).toBe(503);
      expect(await answer.json()).toMatchObject({ ready: false, checks: { 'event-store': 'ok', 'key-store': 'failed (3D000)' } });
    } finally {
      await service.close();
    }
  });

  it('starts twice at once over one database', async () => {
    const services = await Promise.all([start(), start()]);

    await Promise.all(services.map((service) => service.close()));
  });

  it('leaves no connection behind when it closes, and can be closed twice', async () => {
    const service = await start();
    await Promise.all([service.close(), service.close()]);

    const client = new Client({ connectionString: database.ownerUrl });
    await client.connect();
    // PostgreSQL forgets a connection a moment after it was closed.
    await vi.waitFor(async () => {
      const { rows } = await client.query<{ n: string }>(
        'SELECT count(*) AS n FROM pg_stat_activity WHERE datname = $1 AND pid <> pg_backend_pid()',
        [database.database],
      );
      expect(rows[0]?.n).toBe('0');
    }, 5_000);
    await client.end();
  });

  it('without the owner refuses a schema that lacks migrations, and starts once they have run', async () => {
    const empty = await createTestDatabase();
    const withoutOwner: ServiceConfig = { ...config, databaseUrl: empty.applicationUrl, logUrls: { intake: empty.readerUrl } };
    Reflect.deleteProperty(withoutOwner, 'ownerDatabaseUrl');
    const startWithoutOwner = (): Promise<RunningService> =>
      createService({ name: 'intake', config: withoutOwner, module: whoModule, migrations: () => [] });
    try {
      await expect(startWithoutOwner()).rejects.toThrow(/intake lacks \d+ migrations .*Run its migration step .*请先执行迁移步骤/);

      const said: string[] = [];
      const env = {
        HUYING_DATABASE_URL: new URL(empty.applicationUrl).href.replace(/:[^:@/]+@/, '@'),
        HUYING_OWNER_DATABASE_URL: empty.ownerUrl,
        HUYING_LOG_LEVEL: 'silent',
      };
      const host = { env, stderr: { write: (text: string) => said.push(text) }, exit: () => expect.fail(said.join('')) };
      await runMigration(
        'intake',
        serviceMigrations(() => []),
        host,
      );
      await (await startWithoutOwner()).close();
    } finally {
      await empty.drop();
    }
  });

  it('refuses to start over a log that its readers have seen further', async () => {
    await (await start()).close();
    const client = new Client({ connectionString: database.ownerUrl });
    await client.connect();
    await client.query("INSERT INTO event_bus.checkpoint (consumer, source, position) VALUES ('board', 'intake', 12)");
    try {
      await expect(start()).rejects.toThrow(/consumer intake\/board has seen 12/);
    } finally {
      await client.query('DELETE FROM event_bus.checkpoint');
      await client.end();
    }
  });

  it('names the setting when the bus is not there', async () => {
    await expect(start({ bus: 'kafka' })).rejects.toThrow('HUYING_BUS');
  });
});
