import { createSecretKey, generateKeyPairSync, randomBytes } from 'node:crypto';
import { calendarEventTypes, gridEventTypes, orderEventTypes, policyEventTypes, postEventTypes, type ServiceName } from '@huying/contracts';
import { defaultPolicy } from '@huying/domain-deadline';
import { calendarDecider, gridDecider, policyDecider, postDecider } from '@huying/domain-directory';
import { orderDecider, type OrderCommand } from '@huying/domain-order';
import { differencesFromRebuild, eventBusMigrations } from '@huying/event-bus';
import {
  createLogReader,
  createPostgresEventStore,
  createRunner,
  decodeRecorded,
  eventStoreMigrations,
  type EventStore,
  type LogReader,
  type Outcome,
  type StreamCondition,
} from '@huying/event-store';
import type { Actor, Command, Fact, Recorded } from '@huying/kernel';
import { createLogger, newId, systemClock, type Clock } from '@huying/platform';
import {
  formatSeen,
  internalTokenHeader,
  mergeSeen,
  migrate,
  parseSeen,
  signInternalCall,
  type RunningService,
  type Seen,
} from '@huying/platform-nest';
import { createMemoryKeyStore, createPrivacy, ownKeysOnly, prepareKeyDatabase } from '@huying/privacy';
import { createTestDatabase, expectDocumented, type TestDatabase } from '@huying/testing';
import { busForSpecs, type BusForSpecs } from '@huying/testing-bus';
import pg from 'pg';
import { createIntake, intakeReadModels } from './create-intake.js';

export const area = '430304900900';
export const staff = (role: Actor['role'], person = `P-${role}`, unit = 'U-COM'): Actor => ({ person, role, unit, area });
export const resident: Actor = { person: 'R022', role: 'RES' };

export interface Answer {
  readonly status: number;
  readonly text: string;
  readonly etag: string | undefined;
  readonly body: Readonly<Record<string, unknown>>;
}

/** Intake over real databases, and beside it dispatch's log, written by dispatch's own deciders. The caller reads his own writes. */
export class IntakeForTests {
  private seen: Seen = new Map();

  private constructor(
    readonly service: RunningService,
    readonly intakeLog: EventStore,
    private readonly dispatchLog: EventStore,
    private readonly gatewayKey: ReturnType<typeof generateKeyPairSync>['privateKey'],
    private readonly databases: readonly TestDatabase[],
    private readonly bus: BusForSpecs,
    private readonly clock: Clock,
  ) {}

  /** @param clock the service's; what others write has the real one */
  static async start(clock: Clock = systemClock): Promise<IntakeForTests> {
    const [intake, dispatch, volunteers, keys] = await Promise.all([
      createTestDatabase(),
      createTestDatabase({ service: 'dispatch' }),
      createTestDatabase({ service: 'volunteers' }),
      createTestDatabase({ service: 'keys' }),
    ]);
    const silent = createLogger({ name: 'test', level: 'silent' });
    await prepareKeyDatabase(keys.ownerUrl, ownKeysOnly(new Map([['intake', 'huying_intake_keys']])));
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
      clock,
    });
    const open = ({ applicationUrl }: TestDatabase) => createPostgresEventStore({ connectionString: applicationUrl, connectionsMax: 2 });
    return new IntakeForTests(service, open(intake), open(dispatch), gateway.privateKey, [intake, dispatch, volunteers, keys], bus, clock);
  }

  /** Calls as the gateway would, under a new Idempotency-Key unless one is given, having seen what earlier answers told. */
  async call(
    method: 'GET' | 'POST',
    path: string,
    actor: Actor,
    body?: object,
    key: string = newId(),
    condition?: StreamCondition,
  ): Promise<Answer> {
    const payload = body === undefined ? undefined : JSON.stringify(body);
    const token = signInternalCall(
      this.gatewayKey,
      { audience: 'intake', method, path, body: payload === undefined ? undefined : Buffer.from(payload) },
      {
        actor,
        correlationId: newId(),
        ...(method === 'POST' ? { idempotencyKey: key } : {}),
        ...(condition === undefined ? {} : { condition }),
        seen: formatSeen(this.seen),
      },
      { now: this.clock.now(), id: newId() },
    );
    const response = await this.service.app.inject({
      method,
      url: path,
      headers: { [internalTokenHeader]: token, ...(payload === undefined ? {} : { 'content-type': 'application/json' }) },
      ...(payload === undefined ? {} : { payload }),
    });
    const told = response.headers['huying-seen'];
    if (typeof told === 'string') this.seen = mergeSeen(this.seen, parseSeen(told));
    expectDocumented(method, path, response);
    const { etag } = response.headers;
    return { status: response.statusCode, text: response.body, etag: etag?.toString(), body: response.json() };
  }

  /** What dispatch does with the order of a case. */
  async order<Type extends OrderCommand['type']>(
    caseId: string,
    type: Type,
    actor: Actor,
    data: Extract<OrderCommand, { type: Type }>['data'],
  ): Promise<void> {
    const privacy = createPrivacy({ service: 'dispatch', keys: createMemoryKeyStore(), masterKey: Buffer.alloc(32) });
    const definition = { decider: orderDecider, types: orderEventTypes, keys: () => ({ caseKey: caseId, area }) };
    const runner = createRunner({ store: this.dispatchLog, definition, service: 'dispatch', clock: systemClock, sealer: privacy.sealer });
    const command = { type, at: new Date().toISOString(), actor, data } as OrderCommand;
    this.saw('dispatch', await runner.run(`order-${caseId}`, command, origin(actor)));
  }

  /** Takes the case over as dispatch's automation does, from what intake has recorded. */
  async takeOver(caseId: string): Promise<void> {
    const accepted = (await this.history(caseId)).find(({ type }) => type === 'CaseAccepted');
    if (accepted === undefined) throw new Error('the case is not accepted');
    await this.order(caseId, 'TakeHandover', { person: 'system:dispatch', role: 'SYS' }, accepted.data as never);
  }

  /** A grid with a building, a post on first-contact duty, policy v0 and a calendar. */
  async adoptReferences(): Promise<void> {
    const setUp: Actor = { person: 'system:set-up', role: 'SYS' };
    const at = '2026-01-01T00:00:00.000+08:00';
    const adoption = { area, digest: '0'.repeat(64), effectiveFrom: at };
    const by = { at, actor: setUp };
    const building = { building: 'B3', name: '3栋', units: 2, households: 60 };
    await this.reference('grid-G1', gridDecider, gridEventTypes, {
      type: 'DefineGrid',
      ...by,
      data: { grid: 'G1', area, name: '一网格', buildings: [building], heldElsewhere: [] },
    });
    await this.reference('post-K2', postDecider, postEventTypes, {
      type: 'AssignRole',
      ...by,
      data: { post: 'K2', person: 'P-FQ', role: 'FQ', unit: 'U-HUB', title: '首问责任人', area, from: at, firstContact: 'duty' },
    });
    await this.reference(`policy-${area}`, policyDecider, policyEventTypes, {
      type: 'AdoptPolicy',
      ...by,
      data: { ...adoption, version: 'v0', policy: defaultPolicy },
    });
    await this.reference(`calendar-${area}`, calendarDecider, calendarEventTypes, {
      type: 'AdoptCalendar',
      ...by,
      data: {
        ...adoption,
        version: '2026',
        years: [2026, 2027],
        offDays: [],
        makeUpDays: [],
        source: { url: 'https://example.org', publishedAt: at },
      },
    });
  }

  /** Everything recorded of a case at intake. */
  async history(caseId: string): Promise<readonly Recorded[]> {
    const events: Recorded[] = [];
    for await (const recorded of this.intakeLog.readStream(`case-${caseId}`)) events.push(decodeRecorded(recorded));
    return events;
  }

  /** Keys of rows, of any read model, that differ from what a fold from the first event gives. */
  async differencesFromRebuild(): Promise<readonly string[]> {
    const [intake, dispatch, volunteers] = this.databases;
    if (intake === undefined || dispatch === undefined || volunteers === undefined) throw new Error('not started');
    const pool = new pg.Pool({ connectionString: intake.applicationUrl, max: 1 });
    const readers = new Map<ServiceName, LogReader>([
      ['intake', createLogReader({ connectionString: intake.readerUrl })],
      ['dispatch', createLogReader({ connectionString: dispatch.readerUrl })],
      ['volunteers', createLogReader({ connectionString: volunteers.readerUrl })],
    ]);
    try {
      const differences: string[] = [];
      for (const model of intakeReadModels)
        differences.push(...(await differencesFromRebuild({ database: pool, consumer: 'intake', readers }, model)));
      return differences;
    } finally {
      await Promise.all([pool.end(), ...[...readers.values()].map((reader) => reader.close())]);
    }
  }

  async stop(): Promise<void> {
    await this.service.close();
    await this.bus.close();
    await Promise.all([this.intakeLog.close(), this.dispatchLog.close()]);
    await Promise.all(this.databases.map((database) => database.drop()));
  }

  private async reference<State, C extends Command, F extends Fact, Code extends string>(
    stream: string,
    decider: Parameters<typeof createRunner<State, C, F, Code>>[0]['definition']['decider'],
    types: Parameters<typeof createRunner<State, C, F, Code>>[0]['definition']['types'],
    command: C,
  ): Promise<void> {
    const runner = createRunner({ store: this.dispatchLog, definition: { decider, types }, service: 'dispatch', clock: systemClock });
    this.saw('dispatch', await runner.run(stream, command, origin(command.actor)));
  }

  private saw(source: ServiceName, outcome: Outcome<string>): void {
    if (outcome.kind !== 'accepted') throw new Error(`dispatch answered ${JSON.stringify(outcome)}`);
    this.seen = mergeSeen(this.seen, new Map([[source, outcome.last]]));
  }
}

const origin = (actor: Actor) => ({ command: { id: newId(), digest: '0'.repeat(64) }, actor, correlationId: newId() });
