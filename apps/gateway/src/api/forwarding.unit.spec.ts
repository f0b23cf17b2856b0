import { generateKeyPairSync } from 'node:crypto';
import { Readable } from 'node:stream';
import { systemClock } from '@huying/platform';
import type { Caller } from '@huying/platform-nest';
import { describe, expect, it } from 'vitest';
import type { ServiceTransport } from '../transports/service-transport.js';
import { callService } from './forwarding.js';

const caller: Caller = { actor: { person: 'p-1', role: 'RES' }, correlationId: '018f0000-0000-7000-8000-000000000001' };
const call = { method: 'GET', path: '/v1/cases', body: undefined };
const { privateKey } = generateKeyPairSync('ed25519');
const through = (answer: Awaited<ReturnType<ServiceTransport['send']>>) =>
  callService(
    {
      gatewayPrivateKey: privateKey,
      clock: systemClock,
      transports: { intake: { withinProcess: false, send: () => Promise.resolve(answer), close: () => Promise.resolve() } },
    },
    'intake',
    call,
    caller,
  );

describe('a service that does not accept the gateway’s token', () => {
  it('is away for the caller, who is signed in and may ask again', async () => {
    const body = Readable.from(['{"code":"INTERNAL_TOKEN_INVALID"}']);
    await expect(through({ status: 401, headers: {}, body })).rejects.toMatchObject({ code: 'SERVICE_UNAVAILABLE' });
    expect(body.destroyed).toBe(true);
  });

  it('is heard in every other answer', async () => {
    expect(await through({ status: 403, headers: {}, body: Buffer.from('{}') })).toMatchObject({ status: 403 });
  });
});
