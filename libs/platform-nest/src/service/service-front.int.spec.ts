import { createSecretKey, generateKeyPairSync } from 'node:crypto';
import { Body, Controller, Get, Module, Param, Post, Query } from '@nestjs/common';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { edgeProblems, type Route, type ServiceName } from '@huying/contracts';
import type { Consumption } from '@huying/event-bus';
import type { Origin, Outcome } from '@huying/event-store';
import { createLogger, derivedId, systemClock } from '@huying/platform';
import { Type } from 'class-transformer';
import { ArrayMaxSize, IsArray, IsInt, IsString, Length, Max, Min, ValidateNested } from 'class-validator';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
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

let outcome: Outcome<'CASE_CLOSED'> = { kind: 'mismatch' };
let origin: Origin | undefined;
const problems = { CASE_CLOSED: { status: 409, zh: '诉求已了结', en: 'The case is no longer open' } };
const planted = '张三 13800000000';

@Controller('/v1/reports')
class ReportController {
  @Post()
  report(@Body() body: ReportBody, @RequestOrigin() from: Origin) {
    origin = from;
    return unwrap(outcome, problems, { words: body.words.length });
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

@Module({ controllers: [ReportController] })
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
const gateway = generateKeyPairSync('ed25519');
const caller: Caller = {
  actor: { person: 'p-1', role: 'ACC' },
  correlationId: '018f0000-0000-7000-8000-000000000001',
  idempotencyKey: 'key-00000001',
};
const consumptions = new Consumptions();
const applied = new Map<ServiceName, number>();
const waited: number[] = [];
const consumption: Consumption = {
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

// The front asks the store for its head and nothing else.
const infrastructure = { consumptions, clock: systemClock, store: { head: () => Promise.resolve(head) } };
const well: ReadinessCheck = { name: 'trial', check: () => Promise.resolve(undefined) };

let app: NestFastifyApplication;
let address: string;
let head = 0;
const logged: string[] = [];
let serial = 0;

/** Calls as the gateway would: over a socket, with a token for exactly this call unless `as` says otherwise. */
async function call(
  method: string,
  path: string,
  sent: { body?: string | Buffer; type?: string; as?: Partial<Caller>; token?: string; unsigned?: Record<string, string> } = {},
) {
  const body = sent.body === undefined ? undefined : Buffer.from(sent.body);
  serial += 1;
  const token =
    sent.token ??
    signInternalCall(
      gateway.privateKey,
      { audience: 'intake', method, path, body },
      { ...caller, ...sent.as },
      { now: Date.now(), id: `t-${serial}` },
    );
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
const good = JSON.stringify({ words: 'lamp', photos: [] });

beforeAll(async () => {
  consumptions.add({ consumer: 'board', sources: ['intake', 'dispatch'], consumption });
  const logger = createLogger({ name: 'intake', level: 'trace' }, { write: (line: string) => void logged.push(line) });
  app = await createHttpApplication({
    module: { module: ReportModule },
    logger,
    prepare: (fastify) => {
      prepareService(fastify, {
        name: 'intake',
        routes: rows,
        secrets: { gatewayPublicKey: gateway.publicKey, requestDigestKey: createSecretKey(Buffer.alloc(32, 7)) },
        infrastructure,
      });
    },
    routes: (fastify) => {
      serveHealth(fastify, () => [well]);
    },
  });
  await app.listen(0, '127.0.0.1');
  address = await app.getUrl();
});
afterAll(() => closeApplication(app));
beforeEach(() => {
  outcome = { kind: 'accepted', stream: 'case-1', version: 1, first: 7, last: 7, repeated: false };
  applied.clear();
  head = 0;
});

describe('the form of a call', () => {
  it('tells every wrong field at once, and repeats no value', async () => {
    const { status, headers, body, text } = await call('POST', '/v1/reports', {
      body: JSON.stringify({ words: planted.repeat(3), photos: [{ sha256: 'x' }], extra: planted }),
    });

    expect(status).toBe(400);
    expect(headers.get('content-type')).toContain('application/problem+json');
    expect(body).toMatchObject({
      code: 'INVALID_REQUEST',
      status: 400,
      detail: edgeProblems.INVALID_REQUEST.en,
      detailZh: edgeProblems.INVALID_REQUEST.zh,
    });
    expect((body['errors'] as { field: string }[]).map(({ field }) => field).sort()).toStrictEqual(['extra', 'photos[0].sha256', 'words']);
    expect(text).not.toContain('张三');
  });

  it.each([
    ['unreadable JSON', `{"words":"${planted}`, 'application/json', 400, 'MALFORMED_JSON'],
    ['a poisoned prototype', '{"words":"a","photos":[],"__proto__":{"admin":true}}', 'application/json', 400, 'MALFORMED_JSON'],
    ['half a surrogate pair', '{"words":"\\ud83d","photos":[]}', 'application/json', 400, 'MALFORMED_JSON'],
    ['a NUL', '{"words":"a\\u0000","photos":[]}', 'application/json', 400, 'MALFORMED_JSON'],
    ['an empty body', '', 'application/json', 400, 'MALFORMED_JSON'],
    ['a form of another kind', 'words=a', 'application/x-www-form-urlencoded', 415, 'UNSUPPORTED_MEDIA_TYPE'],
    ['a text', good, 'text/plain', 415, 'UNSUPPORTED_MEDIA_TYPE'],
    ['a body over the limit', JSON.stringify({ words: 'x'.repeat(70_000), photos: [] }), 'application/json', 413, 'BODY_TOO_LARGE'],
    ['a list instead of an object', '[]', 'application/json', 400, 'INVALID_REQUEST'],
    ['null', 'null', 'application/json', 400, 'INVALID_REQUEST'],
  ])('refuses %s', async (_, body, type, status, code) => {
    expect(await call('POST', '/v1/reports', { body, type })).toMatchObject({ status, body: { code } });
  });

  it('checks queries as strictly as bodies', async () => {
    expect(await call('GET', '/v1/reports?limit=7')).toMatchObject({ status: 200, body: { limit: 7 } });
    expect(await call('GET', '/v1/reports?limit=1000')).toMatchObject({ status: 400, body: { code: 'INVALID_REQUEST' } });
    expect(await call('GET', '/v1/reports?unknown=1')).toMatchObject({ status: 400, body: { code: 'INVALID_REQUEST' } });
  });

  it('takes a file as it is, whatever its type, up to the limit of its route', async () => {
    const file = Buffer.alloc(150_000, 1);
    expect(await call('POST', '/v1/reports/1/file', { body: file, type: 'image/jpeg' })).toMatchObject({
      status: 201,
      body: { bytes: 150_000 },
    });
    expect(await call('POST', '/v1/reports/1/file', { body: '{broken', type: 'application/json' })).toMatchObject({ body: { bytes: 7 } });
    expect(await call('POST', '/v1/reports/1/file', { body: Buffer.alloc(200_001), type: 'image/jpeg' })).toMatchObject({ status: 413 });
  });
});

describe('an address', () => {
  it('that is unknown is a 404', async () => {
    expect(await call('GET', '/v1/nothing')).toMatchObject({ status: 404, body: { code: 'NOT_FOUND' } });
  });

  it('that takes another method is a 405 that says which', async () => {
    const answer = await call('DELETE', '/v1/reports/1');

    expect(answer).toMatchObject({ status: 405, body: { code: 'METHOD_NOT_ALLOWED' } });
    expect(answer.headers.get('allow')).toBe('GET');
  });
});

describe('a fault of ours', () => {
  it('shows the caller nothing but how to report it', async () => {
    const { status, body, text } = await call('GET', '/v1/reports/broken');

    expect(status).toBe(500);
    expect(body).toMatchObject({ code: 'INTERNAL_ERROR', instance: `urn:uuid:${caller.correlationId}` });
    expect(text).not.toContain('张三');
    expect(text).not.toContain('spec.ts');
    expect(logged.join('')).toContain(caller.correlationId);
  });
});

describe('the door of a service', () => {
  it.each(['/v1/reports', '/v1/nothing', '/', '/health/live/', '/health/ready?x=1'])('lets nobody but the gateway to %s', async (path) => {
    const response = await fetch(address + path);

    expect(response.status).toBe(401);
    expect(await response.json()).toMatchObject({ code: 'INTERNAL_TOKEN_INVALID' });
  });

  it('answers probes without a token', async () => {
    expect((await fetch(`${address}/health/live`)).status).toBe(200);
    expect(await (await fetch(`${address}/health/ready`)).json()).toStrictEqual({
      ready: true,
      degraded: false,
      checks: { trial: 'ok' },
    });
  });

  it('takes a token once', async () => {
    const token = signInternalCall(
      gateway.privateKey,
      { audience: 'intake', method: 'GET', path: '/v1/reports/1', body: undefined },
      caller,
      { now: Date.now(), id: 'once' },
    );

    expect(await call('GET', '/v1/reports/1', { token })).toMatchObject({ status: 200 });
    expect(await call('GET', '/v1/reports/1', { token })).toMatchObject({ status: 401 });
  });

  it('refuses a body that the gateway has not seen', async () => {
    const token = signInternalCall(
      gateway.privateKey,
      { audience: 'intake', method: 'POST', path: '/v1/reports', body: Buffer.from(good) },
      caller,
      { now: Date.now(), id: 'swap' },
    );

    expect(await call('POST', '/v1/reports', { body: good.replace('lamp', 'drain'), token })).toMatchObject({ status: 401 });
  });
});

describe('the origin of a command', () => {
  const send = (body: string, as: Partial<Caller> = {}) => call('POST', '/v1/reports', { body, as }).then(() => origin);

  it('derives its id from the person and the idempotency key', async () => {
    const command = (await send(good))?.command.id;

    expect(command).toBe(derivedId('command', 'p-1', 'key-00000001'));
    expect((await send(good, { idempotencyKey: 'key-00000002' }))?.command.id).not.toBe(command);
    expect((await send(good, { actor: { person: 'p-2', role: 'ACC' } }))?.command.id).not.toBe(command);
  });

  it('has one digest for one meaning and another for another', async () => {
    const digest = (await send(good))?.command.digest;

    expect(digest).toMatch(/^[0-9a-f]{64}$/);
    expect((await send('{ "photos" : [], "words": "lamp" }'))?.command.digest).toBe(digest);
    expect((await send(good.replace('lamp', 'pump')))?.command.digest).not.toBe(digest);
  });

  it('tells what the service had read', async () => {
    applied.set('dispatch', 12).set('intake', 9);

    expect(await send(good, { channel: 'window', traceparent: '00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01' })).toMatchObject({
      actor: caller.actor,
      correlationId: caller.correlationId,
      channel: 'window',
      seen: 'intake:9 dispatch:12',
    });
  });

  it('asks for an idempotency key', async () => {
    const keyless: Caller = { actor: caller.actor, correlationId: caller.correlationId };
    const path = '/v1/reports';
    const token = signInternalCall(gateway.privateKey, { audience: 'intake', method: 'POST', path, body: Buffer.from(good) }, keyless, {
      now: Date.now(),
      id: 'keyless',
    });

    expect(await call('POST', path, { body: good, token })).toMatchObject({ status: 400, body: { code: 'IDEMPOTENCY_KEY_REQUIRED' } });
  });
});

describe('what a caller has seen', () => {
  it('is told by every write', async () => {
    expect((await call('POST', '/v1/reports', { body: good })).headers.get('huying-seen')).toBe('intake:7');
  });

  it('is the head of the log when a repeat changed nothing', async () => {
    outcome = { kind: 'unchanged', stream: 'case-1', version: 1 };
    head = 44;

    expect((await call('POST', '/v1/reports', { body: good })).headers.get('huying-seen')).toBe('intake:44');
  });

  it('is waited for, two seconds at most', async () => {
    applied.set('intake', 7);
    waited.length = 0;

    expect(await call('GET', '/v1/reports/1', { as: { seen: 'intake:7' } })).toMatchObject({ status: 200 });
    expect(waited[0]).toBeGreaterThan(1900);
    expect(waited[0]).toBeLessThanOrEqual(2000);
  });

  it('is refused with Retry-After when this service is behind', async () => {
    const answer = await call('GET', '/v1/reports/1', { as: { seen: 'intake:8' } });

    expect(answer).toMatchObject({ status: 503, body: { code: 'READ_BEHIND' } });
    expect(answer.headers.get('retry-after')).toBe('1');
  });

  it('includes what this service made of it: its own views must have come to the head', async () => {
    applied.set('dispatch', 5).set('intake', 20);
    head = 21;
    expect(await call('GET', '/v1/reports/1', { as: { seen: 'dispatch:5' } })).toMatchObject({ status: 503 });

    applied.set('intake', 21);
    expect(await call('GET', '/v1/reports/1', { as: { seen: 'dispatch:5' } })).toMatchObject({ status: 200 });
  });
});

describe('the versions of what is shown', () => {
  it('are the tag of a read, with the digest of its bytes', async () => {
    const { headers, text } = await call('GET', '/v1/reports/shown');

    expect(text).toBe('{"id":"shown"}');
    expect(headers.get('etag')).toMatch(/^"case:7;order:5;[A-Za-z0-9_-]{22}"$/);
    expect((await call('GET', '/v1/reports/1')).headers.get('etag')).toBeNull();
  });

  it('are the tag of a write', async () => {
    expect((await call('POST', '/v1/reports', { body: good })).headers.get('etag')).toBe('"case:1"');
  });

  it('are told with the refusal of a condition', async () => {
    outcome = { kind: 'changed', stream: 'case-1', version: 8 };
    const answer = await call('POST', '/v1/reports', { body: good });

    expect(answer).toMatchObject({ status: 412, body: { code: 'VERSION_CHANGED', detailZh: edgeProblems.VERSION_CHANGED.zh } });
    expect(answer.headers.get('etag')).toBe('"case:8"');
  });

  it('come under the condition that the gateway has signed, and under no header', async () => {
    await call('POST', '/v1/reports', { body: good, as: { condition: { category: 'case', versions: 'exists' } } });
    expect(origin?.condition).toEqual({ category: 'case', versions: 'exists' });

    await call('POST', '/v1/reports', { body: good, unsigned: { 'if-match': '"case:7"' } });
    expect(origin?.condition).toBeUndefined();
  });
});

describe('a refusal of the domain', () => {
  it('is a problem in both languages', async () => {
    outcome = { kind: 'refused', refusal: { code: 'CASE_CLOSED' } };

    expect(await call('POST', '/v1/reports', { body: good })).toMatchObject({
      status: 409,
      body: {
        code: 'CASE_CLOSED',
        type: 'urn:huying:problem:CASE_CLOSED',
        title: 'Conflict',
        detail: problems.CASE_CLOSED.en,
        detailZh: problems.CASE_CLOSED.zh,
      },
    });
  });
});

describe('the log', () => {
  it('holds no body, no query and no words of a person', async () => {
    await call('POST', '/v1/reports', { body: JSON.stringify({ words: '李四的话', photos: [] }) });
    await call('GET', `/v1/reports?unknown=${encodeURIComponent('李四的话')}`);
    await call('GET', `/v1/nothing/${encodeURIComponent('李四的话')}`);

    const text = logged.join('');
    expect(text).toContain('"route":"/v1/reports"');
    expect(text).not.toContain('李四');
    expect(text).not.toContain(encodeURIComponent('李四的话'));
  });
});
