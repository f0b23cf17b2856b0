import { createSecretKey, generateKeyPairSync, randomUUID } from 'node:crypto';
import { Readable } from 'node:stream';
import { Body, Controller, Get, HttpCode, Module, Param, Post, Query, Res, StreamableFile } from '@nestjs/common';
import { postEventTypes, type Route } from '@huying/contracts';
import { postDecider, type Assignment } from '@huying/domain-directory';
import { createPostgresEventStore, createRunner, eventStoreMigrations, type Origin } from '@huying/event-store';
import { eventBusMigrations } from '@huying/event-bus';
import { shanghai } from '@huying/kernel';
import { createLogger, systemClock } from '@huying/platform';
import {
  closeApplication,
  Consumptions,
  createHttpApplication,
  FileBytes,
  formatSeen,
  migrate,
  prepareService,
  RequestCaller,
  RequestOrigin,
  serveHealth,
  type Caller,
  type RunningService,
} from '@huying/platform-nest';
import { createMemoryKeyStore, createPrivacy } from '@huying/privacy';
import { createTestDatabase, expectDocumented, type TestDatabase } from '@huying/testing';
import { busForSpecs } from '@huying/testing-bus';
import { Type } from 'class-transformer';
import { IsInt, IsOptional, IsString, Length, Max, Min } from 'class-validator';
import type { FastifyReply } from 'fastify';
import { createGateway } from './create-gateway.js';
import type { GatewayConfig } from './gateway-config.js';
import { demoRoutes, ownRoutes } from './own-routes.js';
import { httpTransport } from './transports/http-transport.js';
import { injectTransport } from './transports/inject-transport.js';

/** A small service behind a real gateway, over real sockets and a real dispatch log: what the gateway's specs are about. */

export class NoteBody {
  @IsString() @Length(1, 40) readonly words!: string;
}
export class NotesQuery {
  @Type(() => Number) @IsInt() @Min(1) @Max(100) readonly limit: number = 20;
}

export class PartsQuery {
  @Type(() => Number) @IsInt() @Min(1) @Max(1_000_000) readonly parts!: number;
  /** The part in whose making the service fails. */
  @IsOptional() @Type(() => Number) @IsInt() readonly failsAt?: number;
}

const row = { service: 'intake', tag: 'notes', summary: { en: 'A trial', zh: '试验' } } as const;
export const trialRows: readonly Route[] = [
  { ...row, id: 'writeNote', method: 'POST', path: '/v1/notes', allow: ['RES', 'ACC'], body: NoteBody, records: true, status: 201 },
  { ...row, id: 'listNotes', method: 'GET', path: '/v1/notes', allow: 'anyone', query: NotesQuery, records: false },
  { ...row, id: 'readNote', method: 'GET', path: '/v1/notes/{noteId}', allow: ['ACC', 'AUD'], records: false },
  {
    ...row,
    id: 'closeNote',
    method: 'POST',
    path: '/v1/notes/{noteId}/closing',
    allow: ['SEC'],
    body: NoteBody,
    records: true,
    writes: 'note',
  },
  { ...row, id: 'revealNote', method: 'POST', path: '/v1/notes/{noteId}/reveal', allow: ['ACC', 'AUD'], body: NoteBody, records: true },
  {
    ...row,
    id: 'attachFile',
    method: 'POST',
    path: '/v1/notes/{noteId}/file',
    allow: 'anyone',
    records: true,
    bytesMax: 100_000,
    status: 201,
  },
  { ...row, id: 'readPublic', method: 'GET', path: '/v1/notices', allow: 'public', records: false },
  {
    ...row,
    id: 'readParts',
    method: 'GET',
    path: '/v1/parts',
    query: PartsQuery,
    allow: 'anyone',
    records: false,
    streams: true,
    answerTypes: ['text/plain'],
  },
  { ...row, id: 'askAway', method: 'GET', path: '/v1/away', service: 'reporting', allow: 'anyone', records: false },
];

/** Holds an answer of the gateway to its document. */
export function expectDocumentedHere(method: string, path: string, { status, headers }: Response, body: string): void {
  const answer = { statusCode: status, headers: Object.fromEntries(headers), body };
  expectDocumented(method, path, answer, [...trialRows, ...ownRoutes, ...demoRoutes]);
}

/** What the service was told about the last call. */
export const told: { caller?: Caller; origin?: Origin; body?: unknown } = {};

/** Of 64 KiB. */
export const part = `${'x'.repeat(65_535)}\n`;
/** How many parts of the last answer in parts were made, and whether their making has ended. */
export const made = { parts: 0, ended: false };

async function* partsOf({ parts, failsAt }: PartsQuery): AsyncGenerator<string> {
  Object.assign(made, { parts: 0, ended: false });
  try {
    for (let n = 1; n <= parts; n += 1) {
      if (n === failsAt) throw new Error('the trial service fails in the middle of its answer');
      made.parts = n;
      yield await Promise.resolve(part);
    }
  } finally {
    made.ended = true;
  }
}

@Controller('/v1')
class NotesController {
  @Post('notes')
  write(@Body() body: NoteBody, @RequestOrigin() origin: Origin, @RequestCaller() caller: Caller) {
    Object.assign(told, { body, origin, caller });
    return { noteId: 'n-1', version: 1 };
  }
  @Get('notes')
  list(@Query() query: NotesQuery, @RequestCaller() caller: Caller, @Res({ passthrough: true }) reply: FastifyReply) {
    Object.assign(told, { caller });
    reply.header('etag', '"note:7;abc"').header('x-internal', 'secret');
    return { items: [], limit: query.limit };
  }
  @Get('notes/:noteId')
  read(@Param('noteId') noteId: string) {
    return { noteId };
  }
  @Post('notes/:noteId/closing')
  @HttpCode(200)
  close(@RequestCaller() caller: Caller) {
    told.caller = caller;
    return { version: 2 };
  }
  @Post('notes/:noteId/reveal')
  @HttpCode(200)
  reveal(@RequestCaller() caller: Caller) {
    return { words: 'revealed', role: caller.actor.role };
  }
  @Post('notes/:noteId/file')
  file(@FileBytes() bytes: Buffer) {
    told.body = bytes;
    return { bytes: bytes.length };
  }
  @Get('parts')
  parts(@Query() query: PartsQuery) {
    return new StreamableFile(Readable.from(partsOf(query), { objectMode: false }), { type: 'text/plain' });
  }
  @Get('notices')
  notices(@RequestCaller() caller: Caller) {
    return { person: caller.actor.person };
  }
}
@Module({ controllers: [NotesController] })
class NotesModule {}

const signing = generateKeyPairSync('ed25519');
const silent = createLogger({ name: 'trial', level: 'silent' });
const key = createSecretKey(Buffer.alloc(32, 5));

export interface TrialGateway {
  readonly address: string;
  readonly gateway: RunningService;
  readonly config: GatewayConfig;
  /** Records a post in dispatch's log; resolves to the `Huying-Seen` of it. */
  assign(person: string, role: Assignment['role'], change?: Partial<Assignment>): Promise<string>;
  endPost(post: string): Promise<string>;
  /** The databases of the logs that the gateway follows. */
  readonly logs: Readonly<Record<'intake' | 'dispatch' | 'volunteers', TestDatabase>>;
  tokenOf(username: string): Promise<string>;
  /** Stops the service behind the gateway. */
  stopService(): Promise<void>;
  close(): Promise<void>;
}

export async function startTrialGateway(change: Partial<GatewayConfig> = {}, by: 'http' | 'inject' = 'http'): Promise<TrialGateway> {
  const [own, intake, dispatch, volunteers] = await Promise.all([
    createTestDatabase({ service: 'gateway' }),
    createTestDatabase({ service: 'intake' }),
    createTestDatabase({ service: 'dispatch' }),
    createTestDatabase({ service: 'volunteers' }),
  ]);
  await Promise.all(
    [intake, dispatch, volunteers].map((database) =>
      migrate(database.ownerUrl, [...eventStoreMigrations(database), ...eventBusMigrations(database)], silent),
    ),
  );
  const posts = postsIn(dispatch);
  const service = await startService();
  const bus = await busForSpecs({ intake: intake.readerUrl, dispatch: dispatch.readerUrl, volunteers: volunteers.readerUrl });
  const config: GatewayConfig = {
    name: 'gateway',
    databaseUrl: own.applicationUrl,
    ownerDatabaseUrl: own.ownerUrl,
    logUrls: { intake: intake.readerUrl, dispatch: dispatch.readerUrl, volunteers: volunteers.readerUrl },
    host: '127.0.0.1',
    port: 0,
    ...bus.settings,
    demo: true,
    logLevel: 'silent',
    gatewayPrivateKey: signing.privateKey,
    installationKey: key,
    limits: { perPerson: 0, perAddress: 0 },
    live: { kept: 500, perPerson: 4, inAll: 20 },
    transports: { intake: by === 'http' ? httpTransport(await service.getUrl()) : injectTransport({ app: service }) },
    ...change,
  };
  const gateway = await createGateway(config, trialRows);
  const address = await gateway.listen();
  return {
    address,
    gateway,
    config,
    ...posts,
    logs: { intake, dispatch, volunteers },
    async tokenOf(username) {
      const answer = await fetch(`${address}/dev/token`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ username }),
      });
      const text = await answer.text();
      expectDocumentedHere('POST', '/dev/token', answer, text);
      return (JSON.parse(text) as { token: string }).token;
    },
    async stopService() {
      await closeApplication(service);
    },
    async close() {
      await gateway.close();
      await bus.close();
      await closeApplication(service);
      await posts.closeLog();
      await Promise.all([own, intake, dispatch, volunteers].map((database) => database.drop()));
    },
  };
}

async function startService() {
  const app = await createHttpApplication({
    module: { module: NotesModule },
    logger: silent,
    prepare: (fastify) => {
      prepareService(fastify, {
        name: 'intake',
        routes: trialRows,
        secrets: { gatewayPublicKey: signing.publicKey, requestDigestKey: key },
        infrastructure: { consumptions: new Consumptions(), clock: systemClock, store: { head: () => Promise.resolve(9) } },
      });
    },
    routes: (fastify) => {
      serveHealth(fastify, () => []);
    },
  });
  await app.listen(0, '127.0.0.1');
  return app;
}

function postsIn(dispatch: TestDatabase) {
  const store = createPostgresEventStore({ connectionString: dispatch.applicationUrl });
  const privacy = createPrivacy({ service: 'dispatch', keys: createMemoryKeyStore(), masterKey: Buffer.alloc(32, 3) });
  const runner = createRunner({
    store,
    definition: { decider: postDecider, types: postEventTypes },
    service: 'dispatch',
    clock: systemClock,
    sealer: privacy.sealer,
  });
  const origin = (): Origin => ({
    command: { id: randomUUID(), digest: '0'.repeat(64) },
    actor: { person: 'system:setup', role: 'SYS', area: '430304' },
    correlationId: randomUUID(),
  });
  const seenOf = (outcome: Awaited<ReturnType<typeof runner.run>>): string => {
    if (outcome.kind !== 'accepted') throw new Error(`the trial's post was not recorded: ${JSON.stringify(outcome)}`);
    return formatSeen(new Map([['dispatch', outcome.last]]));
  };
  return {
    async assign(person: string, role: Assignment['role'], change: Partial<Assignment> = {}) {
      const from = origin();
      const at = shanghai(Date.now());
      const data = { post: `K-${randomUUID()}`, person, role, unit: 'U-COM', title: '岗位', area: '430304900900', from: at, ...change };
      return seenOf(await runner.run(`post-${data.post}`, { type: 'AssignRole', at, actor: from.actor, data }, from));
    },
    async endPost(post: string) {
      const from = origin();
      return seenOf(
        await runner.run(`post-${post}`, { type: 'EndRole', at: shanghai(Date.now()), actor: from.actor, data: { reason: '调离' } }, from),
      );
    },
    closeLog: () => store.close(),
  };
}
