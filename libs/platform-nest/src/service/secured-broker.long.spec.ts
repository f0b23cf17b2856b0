import { createSecretKey, generateKeyPairSync, randomBytes, randomUUID } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Module } from '@nestjs/common';
import { postEventTypes } from '@huying/contracts';
import type { EventBus } from '@huying/event-bus';
import type { EventStore } from '@huying/event-store';
import { createLogger, newId } from '@huying/platform';
import { keyStoreMigrations } from '@huying/privacy';
import { brokerForTests, createTestDatabase, type TestDatabase } from '@huying/testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { consumeEvents } from '../event-transport/consume-events.js';
import { migrate } from '../infrastructure/migrate.js';
import { CONSUMPTIONS, EVENT_BUS, EVENT_STORE } from '../infrastructure/tokens.js';
import type { Consumptions } from '../read-your-writes/consumptions.js';
import { createService } from './create-service.js';
import { kafkaSettingsOf } from './kafka-environment.js';
import { startSecuredBroker, type SecuredBroker } from './secured-broker.spec.js';
import type { RunningService } from './running-service.js';

@Module({})
class NothingModule {}

const java = await brokerForTests();
const { type } = postEventTypes.RoleAssigned;

/** What an operator writes into a service's environment; the file's content is the password, the certificate is the authority's. */
describe.skipIf(java === undefined)('a service over a Kafka that asks for TLS and a sign-in', () => {
  let folder: string;
  let broker: SecuredBroker;
  let database: TestDatabase;
  let keys: TestDatabase;

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'huying-secured-'));
    [database, keys] = await Promise.all([
      createTestDatabase({ service: 'dispatch' }),
      createTestDatabase({ service: 'keys', keysOf: 'dispatch' }),
    ]);
    await migrate(keys.ownerUrl, keyStoreMigrations(), createLogger({ name: 'keys', level: 'silent' }));
    broker = await startSecuredBroker(folder);
    await writeFile(join(folder, 'ca.pem'), broker.certificate);
    await writeFile(join(folder, 'password'), `${broker.password}\n`);
    await writeFile(join(folder, 'other-password'), 'another one\n');
  });
  afterAll(async () => {
    await broker.stop();
    await Promise.all([database.drop(), keys.drop()]);
    await rm(folder, { recursive: true });
  });

  const environment = () => ({
    HUYING_BUS: 'kafka',
    HUYING_KAFKA_BROKERS: broker.secured,
    HUYING_KAFKA_PREFIX: `${broker.prefix}${randomUUID()}`,
    HUYING_KAFKA_PARTITIONS: '2',
    HUYING_KAFKA_TLS: 'on',
    HUYING_KAFKA_CA_FILE: join(folder, 'ca.pem'),
    HUYING_KAFKA_SASL: 'scram-sha-512',
    HUYING_KAFKA_USERNAME: broker.username,
    HUYING_KAFKA_PASSWORD_FILE: join(folder, 'password'),
  });
  const start = (changed: Readonly<Record<string, string | undefined>>): Promise<RunningService> =>
    createService({
      name: 'dispatch',
      config: {
        name: 'dispatch',
        databaseUrl: database.applicationUrl,
        ownerDatabaseUrl: database.ownerUrl,
        logUrls: { dispatch: database.readerUrl },
        keysDatabaseUrl: keys.urlOf('huying_dispatch_keys'),
        secrets: {
          gatewayPublicKey: generateKeyPairSync('ed25519').publicKey,
          requestDigestKey: createSecretKey(randomBytes(32)),
          masterKey: randomBytes(32),
        },
        evidenceDir: '/nowhere',
        host: '127.0.0.1',
        port: 0,
        bus: 'kafka',
        ...kafkaSettingsOf({ ...environment(), ...changed }),
        demo: true,
        logLevel: 'silent',
      },
      module: (infrastructure) => ({ module: NothingModule, imports: [infrastructure] }),
      migrations: () => [],
    });
  const append = (service: RunningService, stream: string) =>
    service.app.get<EventStore>(EVENT_STORE, { strict: false }).append({
      stream,
      expected: 0,
      events: [{ type, time: Date.now(), body: Buffer.from(JSON.stringify({ source: '/huying/dispatch', type, subject: stream })) }],
      command: { id: newId(), digest: '0'.repeat(64) },
    });

  it.each(['plain', 'scram-sha-256', 'scram-sha-512'])('publishes its log and reads topics, signed in by %s', async (mechanism) => {
    const consumer = `trial-${mechanism}`;
    const service = await consumeEvents(await start({ HUYING_KAFKA_SASL: mechanism }), {
      consumer,
      sources: ['dispatch'],
      unknownTypes: 'pass',
      batch: () => Promise.resolve(),
    });
    try {
      await append(service, `post-${mechanism}`);
      const parts = service.app.get<EventBus>(EVENT_BUS, { strict: false }).parts ?? [];
      const partOf = (name: string) => parts.find((part) => part.name === name);

      // What was sent was acknowledged, and the group has let the consumer in: both over the secured door.
      await expect.poll(() => partOf('relay')?.lag?.(), { timeout: 20_000 }).toStrictEqual({ events: 0, seconds: 0 });
      await expect.poll(() => partOf('broker')?.fault(), { timeout: 20_000 }).toBeUndefined();
      expect(await partOf('relay')?.fault()).toBeUndefined();
    } finally {
      await service.close();
    }
  });

  it.each([
    [
      'a wrong password',
      () => ({ HUYING_KAFKA_PASSWORD_FILE: join(folder, 'other-password') }),
      'HUYING_KAFKA_PASSWORD_FILE: the brokers at',
    ],
    [
      'a wrong password, plain',
      () => ({ HUYING_KAFKA_PASSWORD_FILE: join(folder, 'other-password'), HUYING_KAFKA_SASL: 'plain' }),
      'do not accept',
    ],
    ['a user whom it does not know', () => ({ HUYING_KAFKA_USERNAME: 'nobody' }), 'do not accept this sign-in'],
    ['a certificate that nobody vouches for', () => ({ HUYING_KAFKA_CA_FILE: undefined }), 'HUYING_KAFKA_CA_FILE: the certificate of'],
    [
      'a certificate for another name',
      () => ({ HUYING_KAFKA_BROKERS: broker.secured.replace('127.0.0.1', 'localhost') }),
      'is for another name',
    ],
    ['a user who has no rights', () => ({ HUYING_KAFKA_USERNAME: broker.stranger }), 'may not do what a service does'],
  ])('does not start with %s, and says at once what to mend', async (_, changed, sentence) => {
    const began = performance.now();
    await expect(start(changed())).rejects.toThrow(sentence);
    // A broker that does not answer is waited for, a minute long; one that refuses is not.
    expect(performance.now() - began).toBeLessThan(20_000);
  });

  it('reads the logs at once, a second earlier than it would notice that its topics bring nothing, when the broker is gone', async () => {
    const service = await consumeEvents(await start({}), {
      consumer: 'trial-away',
      sources: ['dispatch'],
      unknownTypes: 'pass',
      batch: () => Promise.resolve(),
    });
    try {
      await broker.stop();
      const parts = service.app.get<EventBus>(EVENT_BUS, { strict: false }).parts ?? [];
      await expect.poll(() => parts.find(({ name }) => name === 'broker')?.fault(), { timeout: 30_000 }).toContain('away');
      const [trial] = service.app.get<Consumptions>(CONSUMPTIONS, { strict: false }).all();

      const answer = await append(service, 'post-away');
      const position = answer.kind === 'appended' ? answer.last : 0;
      expect(await trial?.consumption.reached(new Map([['dispatch', position]]), 900)).toBe(true);
    } finally {
      await service.close();
    }
  });
});
