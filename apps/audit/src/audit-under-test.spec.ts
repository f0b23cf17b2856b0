import { createSecretKey, generateKeyPairSync, randomBytes, type KeyObject } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { auditEventTypes, logRoutes, routes, services, type ServiceName } from '@huying/contracts';
import { differencesFromRebuild } from '@huying/event-bus';
import { createLogReader, createPostgresEventStore, eventStoreMigrations, type EventStore } from '@huying/event-store';
import type { Actor, Instant, Role } from '@huying/kernel';
import { createLogger, newId } from '@huying/platform';
import { internalTokenHeader, migrate, RUNNERS, signInternalCall, type RunnerFactory, type RunningService } from '@huying/platform-nest';
import { ownKeysOnly, prepareKeyDatabase } from '@huying/privacy';
import { createTestDatabase, expectDocumented, type TestDatabase } from '@huying/testing';
import { busForSpecs } from '@huying/testing-bus';
import pg from 'pg';
import { inject } from 'vitest';
import type { AuditConfig } from './audit-config.js';
import { toRecord, type Told } from './case-story.spec.js';
import { dailyCheckpointDecider } from './ledger/daily-checkpoint.decider.js';
import { DailyCheckpoint } from './ledger/daily-checkpoint.js';
import { LedgerKeeper } from './ledger/ledger-keeper.js';
import { auditConsumer, auditReadModels, createAudit } from './create-audit.js';

type Method = 'GET' | 'POST' | 'DELETE';
export interface Answer {
  readonly status: number;
  readonly body: Readonly<Record<string, unknown>>;
}

/** Audit running over logs that a spec writes. */
export interface AuditUnderTest {
  /** Appends to the logs of the services, and waits until audit has copied everything. */
  tell(story: readonly Told[]): Promise<void>;
  /** Asks as an auditor, through the gateway's signature. */
  ask(path: string, area?: string): Promise<Answer>;
  /** What he is answered where nothing refuses him. @throws Error with the refusal */
  asked<Body>(path: string, area?: string): Promise<Body>;
  /** Waits until audit has copied its own log as it stands now. */
  settled(): Promise<void>;
  /** Asks in any role, as whoever. */
  as(caller: Partial<Actor>): {
    call(method: Method, path: string, body?: object): Promise<Answer>;
  };
  /** Takes a file, as the gateway passes it on; of a log, when nothing else is said. */
  file(
    path: string,
    role?: Role,
    area?: string,
  ): Promise<{ readonly status: number; readonly type: string | undefined; readonly bytes: Buffer }>;
  /** Runs a statement past every trigger, as only the master of the machine can. */
  tamper(service: ServiceName, statement: string): Promise<void>;
  /** Publishes what audit has copied, now. */
  publish(): Promise<void>;
  /** Has one more instance of audit see a day turn. */
  turnOfDay(at: Instant): Promise<void>;
  readonly ledger: AuditConfig['ledger'];
  /** Signs with one more key from now on, as after a start with a further key file. */
  addLedgerKey(key: KeyObject): void;
  /** Calls what operators call. */
  operate(method: 'GET' | 'POST', path: string, body?: object): Promise<Answer>;
  /** Runs a statement on audit's own database. */
  query<Row extends pg.QueryResultRow>(as: 'owner' | 'application', sql: string, values?: readonly unknown[]): Promise<readonly Row[]>;
  /** Keys of the case index whose rows a rebuild would make otherwise. */
  differencesFromRebuild(): Promise<readonly string[]>;
  store(service: ServiceName): EventStore;
  close(): Promise<void>;
}

export async function startAudit(change: Partial<AuditConfig> = {}): Promise<AuditUnderTest> {
  const databases = new Map<ServiceName, TestDatabase>();
  const stores = new Map<ServiceName, EventStore>();
  const logger = createLogger({ name: 'spec', level: 'silent' });
  for (const service of services) {
    const database = await createTestDatabase({ service });
    databases.set(service, database);
    if (service === 'audit') continue;
    await migrate(database.ownerUrl, eventStoreMigrations(database), logger);
    stores.set(service, createPostgresEventStore({ connectionString: database.applicationUrl, connectionsMax: 1 }));
  }
  const keys = await createTestDatabase({ service: 'keys', keysOf: 'audit' });
  await prepareKeyDatabase(keys.ownerUrl, ownKeysOnly(new Map([['audit', 'huying_audit_keys']])));
  const own = found(databases, 'audit');
  const gateway = generateKeyPairSync('ed25519');
  const ledgerFolder = await mkdtemp(join(tmpdir(), 'huying-ledger-'));
  const written = [...databases]
    .filter(([service]) => service !== 'audit')
    .map(([service, { readerUrl }]) => [service, readerUrl] as const);
  const bus = await busForSpecs(Object.fromEntries(written));
  const ledger: { -readonly [Setting in keyof AuditConfig['ledger']]: AuditConfig['ledger'][Setting] } = {
    origin: 'spec.example/log',
    keys: [generateKeyPairSync('ed25519').privateKey],
    folder: ledgerFolder,
  };
  const config: AuditConfig = {
    name: 'audit',
    databaseUrl: own.applicationUrl,
    ownerDatabaseUrl: own.ownerUrl,
    logUrls: Object.fromEntries([...databases].map(([service, database]) => [service, database.urlOf('huying_audit_reader')])),
    keysDatabaseUrl: keys.urlOf('huying_audit_keys'),
    secrets: { gatewayPublicKey: gateway.publicKey, requestDigestKey: createSecretKey(randomBytes(32)), masterKey: randomBytes(32) },
    evidenceDir: '/nowhere',
    host: '127.0.0.1',
    port: 0,
    ...bus.settings,
    demo: true,
    logLevel: 'silent',
    ledger,
    ...change,
  };
  const running = await createAudit(config);
  stores.set('audit', createPostgresEventStore({ connectionString: own.applicationUrl, connectionsMax: 1 }));
  const pools = {
    owner: new pg.Pool({ connectionString: own.ownerUrl, max: 1 }),
    application: new pg.Pool({ connectionString: own.applicationUrl, max: 1 }),
  };
  for (const pool of Object.values(pools)) pool.on('error', () => undefined);
  const asAuditor = { method: 'GET', role: 'AUD' } as const;
  const ask = (path: string, seen?: string, area?: string) => call(running, gateway.privateKey, path, { ...asAuditor, seen, area });

  return {
    async tell(story) {
      const positions = await append(stores, story);
      const seen = [...positions].map(([service, position]) => `${service}:${String(position)}`).join(' ');
      const answer = await ask('/v1/audit/completeness', seen);
      if (answer.status !== 200) throw new Error(`audit did not catch up: ${JSON.stringify(answer.body)}`);
    },
    ask: (path, area) => ask(path, undefined, area),
    async asked<Body>(path: string, area?: string) {
      const { status, body } = await ask(path, undefined, area);
      if (status !== 200) throw new Error(`${path} was answered ${String(status)}: ${JSON.stringify(body)}`);
      return body as unknown as Body;
    },
    async settled() {
      const seen = `audit:${String(await found(stores, 'audit').head())}`;
      const answer = await ask('/v1/audit/completeness', seen);
      if (answer.status !== 200) throw new Error(`audit did not catch up: ${JSON.stringify(answer.body)}`);
    },
    as: (caller) => ({
      call: (method, path, body) =>
        call(running, gateway.privateKey, path, { method, role: caller.role ?? 'AUD', area: caller.area, body, caller }),
    }),
    async file(path, role = 'RES', area) {
      const { statusCode, headers, rawPayload } = await send(running, gateway.privateKey, path, { method: 'GET', role, area });
      return { status: statusCode, type: headers['content-type']?.toString(), bytes: rawPayload };
    },
    async tamper(service, statement) {
      const url = new URL(inject('postgresAdminUrl'));
      url.pathname = `/${found(databases, service).database}`;
      const master = new pg.Client({ connectionString: url.href });
      await master.connect();
      await master.query(`SET session_replication_role = replica; ${statement}`).finally(() => master.end());
    },
    publish: () => running.app.get(LedgerKeeper, { strict: false }).publish(),
    turnOfDay: (at) => {
      const runners = running.app.get<RunnerFactory>(RUNNERS, { strict: false });
      const days = new DailyCheckpoint(runners({ decider: dailyCheckpointDecider, types: auditEventTypes }));
      return days.record(async (sql, values) => (await pools.application.query(sql, [...values])).rows as never, at, true);
    },
    ledger,
    addLedgerKey: (key) => void (ledger.keys = [...ledger.keys, key]),
    operate: (method, path, body) => call(running, gateway.privateKey, path, { method, role: 'SUP', body }),
    query: async <Row extends pg.QueryResultRow>(as: 'owner' | 'application', sql: string, values: readonly unknown[] = []) =>
      (await pools[as].query<Row>(sql, [...values])).rows,
    async differencesFromRebuild() {
      const readers = new Map(services.map((service) => [service, createLogReader({ connectionString: config.logUrls[service] ?? '' })]));
      const options = { database: pools.application, consumer: auditConsumer, readers };
      const differences = await Promise.all(auditReadModels.map((model) => differencesFromRebuild(options, model)));
      await Promise.all([...readers.values()].map((reader) => reader.close()));
      return differences.flat();
    },
    store: (service) => found(stores, service),
    async close() {
      await running.close();
      await bus.close();
      await Promise.all([...stores.values()].map((store) => store.close()));
      await Promise.all(Object.values(pools).map((pool) => pool.end()));
      await Promise.all([...databases.values(), keys].map((database) => database.drop()));
      await rm(ledgerFolder, { recursive: true });
    },
  };
}

async function append(stores: ReadonlyMap<ServiceName, EventStore>, story: readonly Told[]): Promise<ReadonlyMap<ServiceName, number>> {
  const positions = new Map<ServiceName, number>();
  for (const told of story) {
    const store = found(stores, told.service);
    let version = 0;
    for await (const event of store.readStream(told.stream)) version = event.version;
    const event = toRecord(told, version + 1);
    const command = { id: newId(), digest: '0'.repeat(64) };
    const result = await store.append({ stream: told.stream, expected: version, events: [event], command });
    if (result.kind !== 'appended') throw new Error(`the spec's own append was a ${result.kind}`);
    positions.set(told.service, result.last);
  }
  return positions;
}

async function call(...args: Parameters<typeof send>): Promise<Answer> {
  const answer = await send(...args);
  return { status: answer.statusCode, body: answer.json() };
}

/** Files of the logs are served under addresses of the gateway's. */
const documented = [...routes, ...logRoutes(true)];

async function send(
  { app }: RunningService,
  key: Parameters<typeof signInternalCall>[0],
  path: string,
  {
    method,
    role,
    seen,
    area,
    body,
    caller,
  }: {
    readonly body?: object | undefined;
    readonly caller?: Partial<Actor>;
    readonly method: Method;
    readonly role: Role;
    readonly seen?: string | undefined;
    readonly area?: string | undefined;
  },
) {
  const payload = body === undefined ? undefined : Buffer.from(JSON.stringify(body));
  const token = signInternalCall(
    key,
    { audience: 'audit', method, path, body: payload },
    {
      actor: { person: role === 'AUD' ? 'auditor-1' : 'operator-1', role, ...(area === undefined ? {} : { area }), ...caller },
      ...(method === 'GET' ? {} : { idempotencyKey: newId() }),
      correlationId: newId(),
      ...(seen === undefined ? {} : { seen }),
    },
    { now: Date.now(), id: newId() },
  );
  const answer = await app.inject({
    method,
    url: path,
    headers: { [internalTokenHeader]: token, ...(payload === undefined ? {} : { 'content-type': 'application/json' }) },
    ...(payload === undefined ? {} : { payload }),
  });
  expectDocumented(method, path, answer, documented);
  return answer;
}

function found<Value>(map: ReadonlyMap<ServiceName, Value>, service: ServiceName): Value {
  const value = map.get(service);
  if (value === undefined) throw new Error(`no ${service}`);
  return value;
}
