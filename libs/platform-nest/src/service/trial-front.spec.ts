import { createSecretKey, generateKeyPairSync } from 'node:crypto';
import { Body, Controller, Get, Module, Param, Post, Query } from '@nestjs/common';
import type { Route, ServiceName } from '@huying/contracts';
import type { Consumption } from '@huying/event-bus';
import type { Origin, Outcome } from '@huying/event-store';
import { createLogger, systemClock } from '@huying/platform';
import { Type } from 'class-transformer';
import { ArrayMaxSize, IsArray, IsInt, IsString, Length, Max, Min, ValidateNested } from 'class-validator';
import { afterAll, beforeAll, beforeEach } from 'vitest';
import { serveHealth } from '../health/health-routes.js';
import type { ReadinessCheck } from '../health/readiness.js';
import { createHttpApplication } from '../http/http-application.js';
import { internalTokenHeader } from '../internal-call/gateway-only.js';
import type { Caller } from '../internal-call/caller.js';
import { signInternalCall } from '../internal-call/internal-token.js';
import { FileBytes, RequestOrigin } from '../internal-call/request-decorators.js';
import { unwrap } from '../outcome/unwrap.js';
import { showing } from '../versions/shown-versions.js';
import { Consumptions } from '../read-your-writes/consumptions.js';
import { closeApplication } from './close-application.js';
import { prepareService } from './prepare-service.js';

class Photo {
  @IsString() @Length(64, 64) readonly sha256!: string;
}
class ReportBody {
  @IsString() @Length(1, 20) readonly words!: string;
  @IsArray() @ArrayMaxSize(2) @ValidateNested({ each: true }) @Type(() => Photo) readonly photos!: Photo[];
}
class ListQuery {
  @Type(() => Number) @IsInt() @Min(1) @Max(100) readonly limit: number = 50;
}

const problems = { CASE_CLOSED: { status: 409, zh: '诉求已了结', en: 'The case is no longer open' } };
/** Personal words, for faults to hold. */
export const planted = '张三 13800000000';

export const gateway = generateKeyPairSync('ed25519');
export const caller: Caller = {
  actor: { person: 'p-1', role: 'ACC' },
  correlationId: '018f0000-0000-7000-8000-000000000001',
  idempotencyKey: 'key-00000001',
};
/** A body that is of the form. */
export const good = JSON.stringify({ words: 'lamp', photos: [] });

/** The front of a service, as a spec sees it from both sides. */
export interface TrialFront {
  address: string;
  /** What the service makes of the next command. */
  outcome: Outcome<'CASE_CLOSED'>;
  /** Of the last command. */
  origin: Origin | undefined;
  /** Of the service's log. */
  head: number;
  /** Up to where the one consumer has read. */
  readonly applied: Map<ServiceName, number>;
  /** How long calls let that consumer have, milliseconds. */
  readonly waited: number[];
  readonly logged: string[];
  /** Calls as the gateway would: over a socket, with a token for exactly this call unless `as` says otherwise. */
  call(method: string, path: string, sent?: Sent): Promise<Answered>;
}

interface Sent {
  readonly body?: string | Buffer;
  readonly type?: string;
  readonly as?: Partial<Caller>;
  readonly token?: string;
  readonly unsigned?: Record<string, string>;
}

interface Answered {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
  readonly body: Record<string, unknown>;
}

/** Serves a trial service for the specs of one file. */
export function trialFront(): TrialFront {
  let serial = 0;
  const front: TrialFront = {
    address: '',
    outcome: { kind: 'mismatch' },
    origin: undefined,
    head: 0,
    applied: new Map(),
    waited: [],
    logged: [],
    call: (method, path, sent = {}) => {
      serial += 1;
      return callAsGateway(front.address, `t-${String(serial)}`, method, path, sent);
    },
  };
  let app: Awaited<ReturnType<typeof serve>>;
  beforeAll(async () => {
    app = await serve(front);
    await app.listen(0, '127.0.0.1');
    front.address = await app.getUrl();
  });
  afterAll(() => closeApplication(app));
  beforeEach(() => {
    front.outcome = { kind: 'accepted', stream: 'case-1', version: 1, first: 7, last: 7, repeated: false };
    front.applied.clear();
    front.head = 0;
  });
  return front;
}

async function callAsGateway(address: string, id: string, method: string, path: string, sent: Sent): Promise<Answered> {
  const body = sent.body === undefined ? undefined : Buffer.from(sent.body);
  const token =
    sent.token ??
    signInternalCall(gateway.privateKey, { audience: 'intake', method, path, body }, { ...caller, ...sent.as }, { now: Date.now(), id });
  const response = await fetch(address + path, {
    method,
    headers: {
      ...sent.unsigned,
      [internalTokenHeader]: token,
      ...(body === undefined ? {} : { 'content-type': sent.type ?? 'application/json' }),
    },
    ...(body === undefined ? {} : { body }),
  });
  const text = await response.text();
  return { status: response.status, headers: response.headers, text, body: JSON.parse(text) as Record<string, unknown> };
}

function controllerOf(front: TrialFront) {
  @Controller('/v1/reports')
  class ReportController {
    @Post()
    report(@Body() body: ReportBody, @RequestOrigin() from: Origin) {
      front.origin = from;
      return unwrap(front.outcome, problems, { words: body.words.length });
    }
    @Post(':id/file')
    file(@FileBytes() bytes: Buffer) {
      return { bytes: bytes.length };
    }
    @Get()
    list(@Query() query: ListQuery) {
      return { limit: query.limit };
    }
    @Get(':id')
    read(@Param('id') id: string) {
      if (id === 'broken') throw new Error(planted);
      return id === 'shown' ? showing({ id }, { case: 7, order: 5 }) : { id };
    }
  }
  return ReportController;
}

@Module({})
class ReportModule {}

const rows: readonly Route[] = [
  {
    id: 'attachFile',
    method: 'POST',
    path: '/v1/reports/{id}/file',
    service: 'intake',
    allow: 'anyone',
    summary: { en: '', zh: '' },
    tag: 't',
    records: true,
    bytesMax: 200_000,
  },
];
const well: ReadinessCheck = { name: 'trial', check: () => Promise.resolve(undefined) };

function consumptionOf({ applied, waited }: TrialFront): Consumption {
  return {
    consumer: 'board',
    positions: () => applied,
    reached: (seen, timeoutMs) => {
      waited.push(timeoutMs);
      return Promise.resolve([...seen].every(([source, position]) => (applied.get(source) ?? 0) >= position));
    },
    status: () => ({ state: 'running' }),
    parked: () => Promise.resolve([]),
    release: () => Promise.resolve(0),
    resume: () => Promise.resolve(false),
    stop: () => Promise.resolve(),
  };
}

function serve(front: TrialFront) {
  const consumptions = new Consumptions();
  consumptions.add({ consumer: 'board', sources: ['intake', 'dispatch'], consumption: consumptionOf(front) });
  const logger = createLogger({ name: 'intake', level: 'trace' }, { write: (line: string) => void front.logged.push(line) });
  return createHttpApplication({
    module: { module: ReportModule, controllers: [controllerOf(front)] },
    logger,
    prepare: (fastify) => {
      prepareService(fastify, {
        name: 'intake',
        routes: rows,
        secrets: { gatewayPublicKey: gateway.publicKey, requestDigestKey: createSecretKey(Buffer.alloc(32, 7)) },
        // The front asks the store for its head and nothing else.
        infrastructure: { consumptions, clock: systemClock, store: { head: () => Promise.resolve(front.head) } },
      });
    },
    routes: (fastify) => {
      serveHealth(fastify, () => [well]);
    },
  });
}
