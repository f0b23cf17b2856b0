import { createSecretKey, generateKeyPairSync, randomBytes, randomUUID, type KeyObject } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { caseEventTypes, residentEventTypes, teamEventTypes, type EventType, type ServiceName } from '@huying/contracts';
import { defaultPolicy } from '@huying/domain-deadline';
import type { CaseAccepted } from '@huying/domain-case';
import type { TeamFact } from '@huying/domain-volunteering';
import { createPostgresEventStore, createRunner, eventStoreMigrations, type EventStore, type StreamCondition } from '@huying/event-store';
import { happened, shanghai, type Actor, type Command, type Fact, type NewFact } from '@huying/kernel';
import { createLogger, derivedId, systemClock, type Clock } from '@huying/platform';
import { internalTokenHeader, migrate, signInternalCall, type RunningService, type ServiceConfig } from '@huying/platform-nest';
import { ownKeysOnly, prepareKeyDatabase } from '@huying/privacy';
import { createTestDatabase, expectDocumented, type TestDatabase } from '@huying/testing';
import { busForSpecs, type BusForSpecs } from '@huying/testing-bus';
import pg from 'pg';
import { area, auditor, dispatcher, otherSteward, reviewer, setup, steward, street, unitLead } from './people-for-tests.spec.js';
import { createDispatch } from './create-dispatch.js';

export interface Answer {
  readonly status: number;
  readonly headers: Readonly<Record<string, unknown>>;
  readonly bytes: Buffer;
  readonly body: Readonly<Record<string, unknown>>;
}

/** As much of an event as the specs look at. */
export interface LoggedEvent {
  readonly type: string;
  readonly subject: string;
  readonly data: Readonly<Record<string, unknown>>;
}

export interface CallOptions {
  readonly body?: object | Buffer;
  readonly contentType?: string;
  readonly key?: string;
  readonly seen?: string;
  readonly condition?: StreamCondition;
}

/** A clock that tests set; it runs on by itself from there. */
export class SetClock implements Clock {
  private ahead = 0;
  now(): number {
    return systemClock.now() + this.ahead;
  }
  set(moment: string): void {
    this.ahead = Date.parse(moment) - systemClock.now();
  }
}

/** Dispatch over databases of its own, with the logs of intake and volunteers that it follows, called as the gateway would. */
export class DispatchUnderTest {
  private constructor(
    private running: RunningService,
    private readonly config: ServiceConfig & { readonly clock: SetClock },
    private readonly gatewayKey: KeyObject,
    private readonly stores: ReadonlyMap<ServiceName, EventStore>,
    readonly databases: ReadonlyMap<string, TestDatabase>,
    private readonly bus: BusForSpecs,
  ) {}

  get service(): RunningService {
    return this.running;
  }

  get clock(): SetClock {
    return this.config.clock;
  }

  get evidenceDir(): string {
    return this.config.evidenceDir;
  }

  static async start(): Promise<DispatchUnderTest> {
    const silent = createLogger({ name: 'test', level: 'silent' });
    const [own, intake, volunteers, keys] = await Promise.all([
      createTestDatabase({ service: 'dispatch' }),
      createTestDatabase({ service: 'intake' }),
      createTestDatabase({ service: 'volunteers' }),
      createTestDatabase({ service: 'keys', keysOf: 'dispatch' }),
    ]);
    await prepareKeyDatabase(keys.ownerUrl, ownKeysOnly(new Map([['dispatch', 'huying_dispatch_keys']])));
    await migrate(intake.ownerUrl, eventStoreMigrations(intake), silent);
    await migrate(volunteers.ownerUrl, eventStoreMigrations(volunteers), silent);
    const stores = new Map<ServiceName, EventStore>([
      ['intake', createPostgresEventStore({ connectionString: intake.applicationUrl, connectionsMax: 1 })],
      ['volunteers', createPostgresEventStore({ connectionString: volunteers.applicationUrl, connectionsMax: 1 })],
    ]);
    const gateway = generateKeyPairSync('ed25519');
    const bus = await busForSpecs({ intake: intake.readerUrl, volunteers: volunteers.readerUrl });
    const config = {
      name: 'dispatch' as const,
      databaseUrl: own.applicationUrl,
      ownerDatabaseUrl: own.ownerUrl,
      logUrls: { dispatch: own.readerUrl, intake: intake.readerUrl, volunteers: volunteers.readerUrl },
      keysDatabaseUrl: keys.urlOf('huying_dispatch_keys'),
      secrets: { gatewayPublicKey: gateway.publicKey, requestDigestKey: createSecretKey(randomBytes(32)), masterKey: randomBytes(32) },
      evidenceDir: await mkdtemp(join(tmpdir(), 'huying-evidence-')),
      host: '127.0.0.1',
      port: 0,
      ...bus.settings,
      demo: true,
      logLevel: 'error' as const,
      clock: new SetClock(),
    };
    const databases = new Map(Object.entries({ dispatch: own, intake, volunteers, keys }));
    return new DispatchUnderTest(await createDispatch(config), config, gateway.privateKey, stores, databases, bus);
  }

  /** Stops the service, lets `meanwhile` happen, and starts it again over what it left. */
  async restart(meanwhile: () => Promise<void>): Promise<void> {
    await this.running.close();
    await meanwhile();
    this.running = await createDispatch(this.config);
  }

  async stop(): Promise<void> {
    await this.running.close();
    await this.bus.close();
    await Promise.all([...this.stores.values()].map((store) => store.close()));
    await Promise.all([...this.databases.values()].map((database) => database.drop()));
    await rm(this.evidenceDir, { recursive: true, force: true });
  }

  /** One call as the gateway forwards it. Like any client it asks anew where the reading side is behind what it has seen. */
  async call(actor: Actor, method: 'GET' | 'POST', path: string, options: CallOptions = {}): Promise<Answer> {
    for (;;) {
      const answer = await this.callOnce(actor, method, path, options);
      if (answer.body['code'] !== 'READ_BEHIND') return answer;
    }
  }

  private async callOnce(actor: Actor, method: 'GET' | 'POST', path: string, options: CallOptions): Promise<Answer> {
    const { body, contentType = 'application/json', key = randomUUID(), seen, condition } = options;
    const payload = body === undefined ? undefined : Buffer.isBuffer(body) ? body : Buffer.from(JSON.stringify(body));
    const call = { audience: 'dispatch', method, path, body: payload };
    const caller = {
      actor,
      correlationId: randomUUID(),
      idempotencyKey: key,
      ...(seen === undefined ? {} : { seen }),
      ...(condition === undefined ? {} : { condition }),
    };
    const token = signInternalCall(this.gatewayKey, call, caller, { now: this.clock.now(), id: randomUUID() });
    const answer = await this.service.app.inject({
      method,
      url: path,
      headers: { [internalTokenHeader]: token, ...(payload === undefined ? {} : { 'content-type': contentType }) },
      ...(payload === undefined ? {} : { payload }),
    });
    const isJson = String(answer.headers['content-type'] ?? '').includes('json');
    expectDocumented(method, path, answer);
    return {
      status: answer.statusCode,
      headers: answer.headers,
      bytes: answer.rawPayload,
      body: isJson ? (JSON.parse(answer.body) as Answer['body']) : {},
    };
  }

  /** A command that is expected to succeed; resolves to its answer. */
  async done(actor: Actor, path: string, body: object = {}, options: CallOptions = {}): Promise<Answer> {
    const answer = await this.call(actor, 'POST', path, { body, ...options });
    if (answer.status >= 300) throw new Error(`${path}: ${String(answer.status)} ${JSON.stringify(answer.body)}`);
    return answer;
  }

  /** Adopts the default policy and a calendar, and assigns the posts of the actors above. Read models have caught up when it resolves. */
  async neighbourhood(): Promise<void> {
    await this.done(setup, '/v1/policies', { area: '430304', policy: defaultPolicy });
    await this.done(setup, '/v1/calendars', {
      area: '430304',
      version: '2026',
      source: { url: 'https://www.gov.cn/notice', publishedAt: '2025-11-04T00:00:00+08:00' },
      years: [2026],
      offDays: ['2026-06-19', '2026-10-01', '2026-10-02', '2026-10-05', '2026-10-06', '2026-10-07'],
      makeUpDays: ['2026-05-09', '2026-10-10'],
    });
    let last = '';
    for (const actor of [dispatcher, street, reviewer, steward, otherSteward, unitLead]) {
      const { person, role, unit, area: of } = actor;
      const answer = await this.done(setup, '/v1/posts', { person, role, unit, title: role, area: of });
      last = String(answer.headers['huying-seen']);
    }
    await this.call(auditor, 'GET', '/v1/orders', { seen: last });
  }

  /** What intake's `CaseAccepted` of a case is, as dispatch reads it; resolves to its position: `intake:7`. */
  async accepted(caseId: string, change: Partial<CaseAccepted['data']> = {}): Promise<string> {
    const data: CaseAccepted['data'] = {
      handover: 1,
      cycle: 1,
      duplicates: [],
      area,
      type: 'ENVIRONMENT',
      service: 'pruning',
      priority: 'normal',
      place: { grid: 'G1', building: '1' },
      contact: 'phone',
      complainant: 'R001',
      keyHolder: 'R001',
      ...change,
    };
    return this.recordElsewhere('intake', caseEventTypes, `case-${caseId}`, { type: 'CaseAccepted', data }, caseId);
  }

  /** Intake's log says that an erasure of a person was approved; resolves to its position. */
  erasureApproved(person: string, erasure: string): Promise<string> {
    const data = { erasure, person, basis: 'resident-request', approvedBy: ['P13', 'P01'] };
    return this.recordElsewhere('intake', residentEventTypes, `resident-${randomUUID()}`, { type: 'PiiErasureApproved', data }, erasure);
  }

  teamFact(team: string, fact: TeamFact): Promise<string> {
    return this.recordElsewhere('volunteers', teamEventTypes, `team-${team}`, fact);
  }

  /** Dispatch's own log. */
  async log(): Promise<readonly LoggedEvent[]> {
    const store = createPostgresEventStore({ connectionString: this.databases.get('dispatch')?.applicationUrl ?? '', connectionsMax: 1 });
    const events: LoggedEvent[] = [];
    for await (const { body } of store.readLog(0)) events.push(JSON.parse(body.toString()) as LoggedEvent);
    await store.close();
    return events;
  }

  /** Every row of every table of dispatch's database, as text; bytes as what they spell. */
  async allRows(): Promise<string> {
    const client = new pg.Client({ connectionString: this.databases.get('dispatch')?.ownerUrl ?? '' });
    await client.connect();
    try {
      const tables = await client.query<{ name: string }>(
        `SELECT format('%I.%I', schemaname, tablename) AS name FROM pg_tables WHERE schemaname NOT IN ('pg_catalog', 'information_schema')`,
      );
      const texts: string[] = [];
      for (const { name } of tables.rows) {
        const { rows } = await client.query<Record<string, unknown>>(`SELECT * FROM ${name}`);
        texts.push(JSON.stringify(rows, (_, value: unknown) => spelled(value)));
      }
      return texts.join('\n');
    } finally {
      await client.end();
    }
  }

  private async recordElsewhere(
    service: 'intake' | 'volunteers',
    types: Readonly<Record<string, EventType>>,
    stream: string,
    fact: NewFact,
    caseKey?: string,
  ): Promise<string> {
    const store = this.stores.get(service);
    if (store === undefined) throw new Error(`no log of ${service}`);
    const runner = createRunner<null, Command<'Record', NewFact>, Fact, never>({
      store,
      service,
      clock: this.clock,
      definition: {
        decider: { initial: null, decide: ({ data }) => happened(data), evolve: () => null },
        types,
        keys: () => (caseKey === undefined ? {} : { caseKey }),
      },
    });
    const actor: Actor = { person: 'P05', role: 'ACC', unit: 'U-HUB', area };
    const id = derivedId('test', randomUUID());
    const outcome = await runner.run(
      stream,
      { type: 'Record', at: shanghai(this.clock.now()), actor, data: fact },
      { command: { id, digest: randomBytes(32).toString('hex') }, actor, correlationId: id },
    );
    if (outcome.kind !== 'accepted') throw new Error(outcome.kind);
    return `${service}:${String(outcome.last)}`;
  }
}

/** JSON writes a Buffer as numbers, in which no word would ever be found. */
function spelled(value: unknown): unknown {
  const isBytes = typeof value === 'object' && value !== null && 'type' in value && value.type === 'Buffer' && 'data' in value;
  return isBytes ? Buffer.from(value.data as number[]).toString('utf8') : value;
}
