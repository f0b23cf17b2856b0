import { derivedId } from '@huying/platform';
import { describe, expect, it } from 'vitest';
import type { Caller } from '../internal-call/caller.js';
import { signInternalCall } from '../internal-call/internal-token.js';
import { caller, gateway, good, trialFront } from './trial-front.spec.js';

const front = trialFront();

describe('the door of a service', () => {
  it.each(['/v1/reports', '/v1/nothing', '/', '/health/live/', '/health/ready?x=1'])('lets nobody but the gateway to %s', async (path) => {
    const response = await fetch(front.address + path);

    expect(response.status).toBe(401);
    expect(await response.json()).toMatchObject({ code: 'INTERNAL_TOKEN_INVALID' });
  });

  it('answers probes without a token', async () => {
    expect((await fetch(`${front.address}/health/live`)).status).toBe(200);
    expect(await (await fetch(`${front.address}/health/ready`)).json()).toStrictEqual({
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

    expect(await front.call('GET', '/v1/reports/1', { token })).toMatchObject({ status: 200 });
    expect(await front.call('GET', '/v1/reports/1', { token })).toMatchObject({ status: 401 });
  });

  it('refuses a body that the gateway has not seen', async () => {
    const token = signInternalCall(
      gateway.privateKey,
      { audience: 'intake', method: 'POST', path: '/v1/reports', body: Buffer.from(good) },
      caller,
      { now: Date.now(), id: 'swap' },
    );

    expect(await front.call('POST', '/v1/reports', { body: good.replace('lamp', 'drain'), token })).toMatchObject({ status: 401 });
  });
});

describe('the origin of a command', () => {
  const send = (body: string, as: Partial<Caller> = {}) => front.call('POST', '/v1/reports', { body, as }).then(() => front.origin);

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
    front.applied.set('dispatch', 12).set('intake', 9);

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

    expect(await front.call('POST', path, { body: good, token })).toMatchObject({
      status: 400,
      body: { code: 'IDEMPOTENCY_KEY_REQUIRED' },
    });
  });
});
