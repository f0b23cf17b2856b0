import { createSecretKey, generateKeyPairSync, randomBytes } from 'node:crypto';
import { eventTypes, type ServiceName } from '@huying/contracts';
import { differencesFromRebuild } from '@huying/event-bus';
import { createLogReader, createPostgresEventStore, eventStoreMigrations, toNewEvent, type EventStore } from '@huying/event-store';
import type { Actor } from '@huying/kernel';
import { createLogger, newId } from '@huying/platform';
import { internalTokenHeader, migrate, signInternalCall, type ServiceConfig } from '@huying/platform-nest';
import { ownKeysOnly, prepareKeyDatabase } from '@huying/privacy';
import { createTestDatabase, expectDocumented, type TestDatabase } from '@huying/testing';
import { busForSpecs } from '@huying/testing-bus';
import pg from 'pg';
import { createReporting, reportingConsumer, reportingReadModels } from './index.js';

/** A fact as another service's log holds it. */
export interface Told {
  readonly stream: string;
  /** `case.CaseRegistered` */
  readonly fact: string;
  readonly time: string;
  readonly data: object;
}
export interface Answer {
  readonly status: number;
  readonly body: Readonly<Record<string, unknown>>;
}

const sources = ['intake', 'dispatch', 'volunteers'] as const satisfies readonly ServiceName[];

/** The service running over logs that the spec writes. */
export async function startReporting() {
  const logger = createLogger({ name: 'spec', level: 'silent' });
  const own = await createTestDatabase({ service: 'reporting' });
  const keys = await createTestDatabase({ service: 'keys', keysOf: 'reporting' });
  await prepareKeyDatabase(keys.ownerUrl, ownKeysOnly(new Map([['reporting', 'huying_reporting_keys']])));
  const databases = new Map<string, TestDatabase>();
  const stores = new Map<string, EventStore>();
  for (const service of sources) {
    const database = await createTestDatabase({ service });
    await migrate(database.ownerUrl, eventStoreMigrations(database), logger);
    databases.set(service, database);
    stores.set(service, createPostgresEventStore({ connectionString: database.applicationUrl, connectionsMax: 1 }));
  }
  const gateway = generateKeyPairSync('ed25519');
  const logUrls = Object.fromEntries([...databases].map(([service, database]) => [service, database.urlOf('huying_reporting_reader')]));
  const bus = await busForSpecs(Object.fromEntries([...databases].map(([service, { readerUrl }]) => [service, readerUrl])));
  const config: ServiceConfig = {
    name: 'reporting',
    databaseUrl: own.applicationUrl,
    ownerDatabaseUrl: own.ownerUrl,
    logUrls: { ...logUrls, reporting: own.urlOf('huying_reporting_reader') },
    keysDatabaseUrl: keys.urlOf('huying_reporting_keys'),
    secrets: { gatewayPublicKey: gateway.publicKey, requestDigestKey: createSecretKey(randomBytes(32)), masterKey: randomBytes(32) },
    evidenceDir: '/nowhere',
    host: '127.0.0.1',
    port: 0,
    ...bus.settings,
    demo: true,
    logLevel: 'silent',
  };
  const running = await createReporting(config);
  const pool = new pg.Pool({ connectionString: own.applicationUrl, max: 1 });
  const seen = new Map<string, number>();

  return {
    /** Appends to the log of the type's owner; resolves to the event's id. The next question waits for it. */
    async tell({ stream, fact, time, data }: Told): Promise<string> {
      const [context = '', name = ''] = fact.split('.');
      const type = eventTypes.get(`cn.huying.${context}.${name}.v1`);
      const store = stores.get(type?.owner ?? '');
      if (type === undefined || store === undefined) throw new Error(`no such fact: ${fact}`);
      let version = 0;
      for await (const event of store.readStream(stream)) version = event.version;
      const command = { id: newId(), digest: '0'.repeat(64) };
      const id = newId();
      const belongs = context === 'case' || context === 'order' ? { caseKey: stream.slice(stream.indexOf('-') + 1), cycle: 1 } : {};
      const event = toNewEvent(
        type.owner,
        {
          id,
          type,
          stream,
          version: version + 1,
          time,
          caseKey: undefined,
          cycle: undefined,
          ...belongs,
          area: '430304900900',
          data,
          sealed: [],
        },
        { command, actor: { person: 'P1', role: 'SYS' }, correlationId: newId() },
      );
      const result = await store.append({ stream, expected: version, events: [event], command });
      if (result.kind !== 'appended') throw new Error(`the spec's own append was a ${result.kind}`);
      seen.set(type.owner, result.last);
      return id;
    },
    async ask(path: string, as: Actor): Promise<Answer> {
      const reached = [...seen].map(([service, position]) => `${service}:${String(position)}`).join(' ');
      const caller = { actor: as, correlationId: newId(), ...(reached === '' ? {} : { seen: reached }) };
      const token = signInternalCall(gateway.privateKey, { audience: 'reporting', method: 'GET', path, body: undefined }, caller, {
        now: Date.now(),
        id: newId(),
      });
      const answer = await running.app.inject({ method: 'GET', url: path, headers: { [internalTokenHeader]: token } });
      expectDocumented('GET', path, answer);
      return { status: answer.statusCode, body: answer.json() };
    },
    async differencesFromRebuild(): Promise<readonly string[]> {
      const readers = new Map(sources.map((source) => [source, createLogReader({ connectionString: logUrls[source] ?? '' })] as const));
      try {
        const odd: string[] = [];
        for (const model of reportingReadModels) {
          odd.push(...(await differencesFromRebuild({ database: pool, consumer: reportingConsumer, readers }, model)));
        }
        return odd;
      } finally {
        for (const reader of readers.values()) await reader.close();
      }
    },
    async close(): Promise<void> {
      await running.close();
      await bus.close();
      await Promise.all([...stores.values()].map((store) => store.close()));
      await pool.end();
      await Promise.all([own, keys, ...databases.values()].map((database) => database.drop()));
    },
  };
}
