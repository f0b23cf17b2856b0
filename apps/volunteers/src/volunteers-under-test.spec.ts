import { createSecretKey, generateKeyPairSync, randomBytes } from 'node:crypto';
import { orderEventTypes, policyEventTypes, residentEventTypes, type ServiceName } from '@huying/contracts';
import { differencesFromRebuild } from '@huying/event-bus';
import { createLogReader, createPostgresEventStore, eventStoreMigrations, toNewEvent } from '@huying/event-store';
import type { Actor } from '@huying/kernel';
import { createLogger, newId } from '@huying/platform';
import { internalTokenHeader, migrate, signInternalCall, type ServiceConfig } from '@huying/platform-nest';
import { ownKeysOnly, prepareKeyDatabase } from '@huying/privacy';
import { createTestDatabase, expectDocumented } from '@huying/testing';
import { busForSpecs } from '@huying/testing-bus';
import pg from 'pg';
import { createVolunteers, volunteersConsumer, volunteersReadModels } from './index.js';

export interface Answer {
  readonly status: number;
  readonly body: Readonly<Record<string, unknown>>;
}
interface Asked {
  readonly as: Actor;
  readonly body?: object;
  readonly key?: string;
}
const dispatchTypes = { ...orderEventTypes, ...policyEventTypes };
/** A fact of dispatch's, as its log would hold it. */
export interface DispatchTold {
  readonly type: keyof typeof dispatchTypes;
  readonly time: string;
  readonly data: object;
}

/** The service running over databases of its own; a clock that the spec sets; dispatch's log written by the spec. */
export async function startVolunteers() {
  const logger = createLogger({ name: 'spec', level: 'silent' });
  const own = await createTestDatabase({ service: 'volunteers' });
  const dispatch = await createTestDatabase({ service: 'dispatch' });
  const intake = await createTestDatabase({ service: 'intake' });
  const keys = await createTestDatabase({ service: 'keys', keysOf: 'volunteers' });
  await prepareKeyDatabase(keys.ownerUrl, ownKeysOnly(new Map([['volunteers', 'huying_volunteers_keys']])));
  await migrate(dispatch.ownerUrl, eventStoreMigrations(dispatch), logger);
  await migrate(intake.ownerUrl, eventStoreMigrations(intake), logger);
  const orders = createPostgresEventStore({ connectionString: dispatch.applicationUrl, connectionsMax: 1 });
  const gateway = generateKeyPairSync('ed25519');
  const clock = { at: Date.parse('2026-06-18T08:00:00+08:00'), now: () => clock.at };
  const logUrls = {
    intake: intake.urlOf('huying_volunteers_reader'),
    volunteers: own.urlOf('huying_volunteers_reader'),
    dispatch: dispatch.urlOf('huying_volunteers_reader'),
  };
  const bus = await busForSpecs({ dispatch: dispatch.readerUrl, intake: intake.readerUrl });
  const config: ServiceConfig = {
    name: 'volunteers',
    databaseUrl: own.applicationUrl,
    ownerDatabaseUrl: own.ownerUrl,
    logUrls,
    keysDatabaseUrl: keys.urlOf('huying_volunteers_keys'),
    secrets: { gatewayPublicKey: gateway.publicKey, requestDigestKey: createSecretKey(randomBytes(32)), masterKey: randomBytes(32) },
    evidenceDir: '/nowhere',
    host: '127.0.0.1',
    port: 0,
    ...bus.settings,
    demo: true,
    logLevel: 'silent',
    clock,
  };
  const running = await createVolunteers(config);
  const pool = new pg.Pool({ connectionString: own.applicationUrl, max: 1 });
  let seen = '';

  async function call(method: 'GET' | 'POST', path: string, { as, body, key }: Asked): Promise<Answer> {
    const bytes = method === 'POST' ? Buffer.from(JSON.stringify(body ?? {})) : undefined;
    const caller = { actor: as, correlationId: newId(), idempotencyKey: key ?? newId(), ...(seen === '' ? {} : { seen }) };
    const token = signInternalCall(gateway.privateKey, { audience: 'volunteers', method, path, body: bytes }, caller, {
      now: clock.now(),
      id: newId(),
    });
    const headers = { [internalTokenHeader]: token, ...(bytes === undefined ? {} : { 'content-type': 'application/json' }) };
    const answer = await running.app.inject({ method, url: path, headers, ...(bytes === undefined ? {} : { payload: bytes }) });
    const now = answer.headers['huying-seen'];
    if (typeof now === 'string') seen = [now, ...seen.split(' ').filter((part) => !part.startsWith('volunteers:'))].join(' ').trim();
    expectDocumented(method, path, answer);
    return { status: answer.statusCode, body: answer.json() };
  }

  return {
    own,
    keys,
    masterKey: config.secrets.masterKey,
    setTime(time: string): void {
      clock.at = Date.parse(time);
    },
    post: (path: string, asked: Asked) => call('POST', path, asked),
    get: (path: string, as: Actor) => call('GET', path, { as }),
    /** Writes dispatch's log; the next call waits until the service has followed it. */
    async dispatchTells(stream: string, ...story: readonly DispatchTold[]): Promise<void> {
      const caseKey = stream.startsWith('order-') ? stream.slice('order-'.length) : undefined;
      for (const { type, time, data } of story) {
        let version = 0;
        for await (const event of orders.readStream(stream)) version = event.version;
        const command = { id: newId(), digest: '0'.repeat(64) };
        const fact = {
          id: newId(),
          type: dispatchTypes[type],
          stream,
          version: version + 1,
          time,
          caseKey,
          cycle: 1,
          area: '430304900900',
        };
        const event = toNewEvent(
          'dispatch',
          { ...fact, data, sealed: [] },
          { command, actor: { person: 'D1', role: 'DIS' }, correlationId: newId() },
        );
        const result = await orders.append({ stream, expected: version, events: [event], command });
        if (result.kind !== 'appended') throw new Error(`the spec's own append was a ${result.kind}`);
        seen = [`dispatch:${String(result.last)}`, ...seen.split(' ').filter((part) => part.startsWith('volunteers:'))].join(' ');
      }
    },
    /** Intake's log says that an erasure was approved; the next call waits until the service has carried it out. */
    async erasureApproved(person: string): Promise<void> {
      const store = createPostgresEventStore({ connectionString: intake.applicationUrl, connectionsMax: 1 });
      const erasure = newId();
      const command = { id: newId(), digest: '0'.repeat(64) };
      const stream = `resident-${newId()}`;
      const data = { erasure, person, basis: 'resident-request', approvedBy: ['P13', 'P01'] };
      const type = residentEventTypes.PiiErasureApproved;
      const fact = { id: newId(), type, stream, version: 1, time: new Date(clock.now()).toISOString(), caseKey: erasure, cycle: undefined };
      const event = toNewEvent(
        'intake',
        { ...fact, area: '430304', data, sealed: [] },
        { command, actor: { person: 'P01', role: 'SEC' }, correlationId: newId() },
      );
      const result = await store.append({ stream, expected: 0, events: [event], command });
      await store.close();
      if (result.kind !== 'appended') throw new Error(`the spec's own append was a ${result.kind}`);
      seen = [`intake:${String(result.last)}`, ...seen.split(' ').filter((part) => !part.startsWith('intake:'))].join(' ').trim();
    },
    /** Every byte of the log, for the search for what must not be in it. */
    async log(): Promise<string> {
      const { rows } = await pool.query<{ body: Buffer }>('SELECT body FROM event_store.event ORDER BY position');
      return rows.map(({ body }) => body.toString()).join('\n');
    },
    async differencesFromRebuild(): Promise<readonly string[]> {
      const entries = Object.entries(logUrls) as [ServiceName, string][];
      const readers = new Map(entries.map(([source, connectionString]) => [source, createLogReader({ connectionString })] as const));
      try {
        const options = { database: pool, consumer: volunteersConsumer, readers };
        const odd: string[] = [];
        for (const model of volunteersReadModels) odd.push(...(await differencesFromRebuild(options, model)));
        return odd;
      } finally {
        for (const reader of readers.values()) await reader.close();
      }
    },
    async close(): Promise<void> {
      await running.close();
      await bus.close();
      await orders.close();
      await pool.end();
      await Promise.all([own, dispatch, intake, keys].map((database) => database.drop()));
    },
  };
}
