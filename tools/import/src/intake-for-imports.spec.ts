import { createSecretKey, generateKeyPairSync, randomBytes } from 'node:crypto';
import type { ImportAnswer, ImportRows } from '@huying/contracts';
import { eventBusMigrations } from '@huying/event-bus';
import { createPostgresEventStore, eventStoreMigrations, type EventStore, type RecordedEvent } from '@huying/event-store';
import { createIntake } from '@huying/intake';
import { createLogger, newId } from '@huying/platform';
import { internalTokenHeader, migrate, signInternalCall, type RunningService } from '@huying/platform-nest';
import { ownKeysOnly, prepareKeyDatabase } from '@huying/privacy';
import { createTestDatabase, type TestDatabase } from '@huying/testing';
import { busForSpecs, type BusForSpecs } from '@huying/testing-bus';
import type { Gateway } from './gateway.js';

/** Intake over real databases, called as the gateway would call it. */
export class IntakeForImports implements Gateway {
  private constructor(
    private readonly service: RunningService,
    readonly log: EventStore,
    private readonly gatewayKey: ReturnType<typeof generateKeyPairSync>['privateKey'],
    private readonly databases: readonly TestDatabase[],
    private readonly bus: BusForSpecs,
  ) {}

  static async start(): Promise<IntakeForImports> {
    const [intake, dispatch, volunteers, keys] = await Promise.all([
      createTestDatabase(),
      createTestDatabase({ service: 'dispatch' }),
      createTestDatabase({ service: 'volunteers' }),
      createTestDatabase({ service: 'keys' }),
    ]);
    await prepareKeyDatabase(keys.ownerUrl, ownKeysOnly(new Map([['intake', 'huying_intake_keys']])));
    // Intake follows these logs, so they are there; imports do not need anything in them.
    const silent = createLogger({ name: 'test', level: 'silent' });
    for (const other of [dispatch, volunteers])
      await migrate(other.ownerUrl, [...eventStoreMigrations(other), ...eventBusMigrations(other)], silent);
    const gateway = generateKeyPairSync('ed25519');
    const bus = await busForSpecs({ dispatch: dispatch.readerUrl, volunteers: volunteers.readerUrl });
    const service = await createIntake({
      name: 'intake',
      databaseUrl: intake.applicationUrl,
      ownerDatabaseUrl: intake.ownerUrl,
      logUrls: { intake: intake.readerUrl, dispatch: dispatch.readerUrl, volunteers: volunteers.readerUrl },
      keysDatabaseUrl: keys.urlOf('huying_intake_keys'),
      secrets: { gatewayPublicKey: gateway.publicKey, requestDigestKey: createSecretKey(randomBytes(32)), masterKey: randomBytes(32) },
      evidenceDir: '/nowhere',
      host: '127.0.0.1',
      port: 0,
      ...bus.settings,
      demo: true,
      logLevel: 'silent',
    });
    const log = createPostgresEventStore({ connectionString: intake.applicationUrl, connectionsMax: 2 });
    return new IntakeForImports(service, log, gateway.privateKey, [intake, dispatch, volunteers, keys], bus);
  }

  async send(rows: ImportRows) {
    const [method, path, body] = ['POST' as const, '/v1/imports/rows', JSON.stringify(rows)];
    const token = signInternalCall(
      this.gatewayKey,
      { audience: 'intake', method, path, body: Buffer.from(body) },
      { actor: { person: 'P-SEC', role: 'SEC', area: '430304900900' }, correlationId: newId(), idempotencyKey: newId() },
      { now: Date.now(), id: newId() },
    );
    const headers = { [internalTokenHeader]: token, 'content-type': 'application/json' };
    const answer = await this.service.app.inject({ method, url: path, headers, payload: body });
    if (answer.statusCode === 200) return { kind: 'imported' as const, answer: answer.json<ImportAnswer>() };
    return { kind: 'refused' as const, code: answer.json<{ code: string }>().code };
  }

  async events(): Promise<readonly RecordedEvent[]> {
    const events: RecordedEvent[] = [];
    for await (const event of this.log.readLog(0)) events.push(event);
    return events;
  }

  async stop(): Promise<void> {
    await this.service.close();
    await this.bus.close();
    await this.log.close();
    await Promise.all(this.databases.map((database) => database.drop()));
  }
}
