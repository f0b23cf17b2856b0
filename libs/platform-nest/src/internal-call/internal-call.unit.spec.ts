import { generateKeyPairSync } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import type { Caller } from './caller.js';
import { acceptInternalToken, internalCallToVouchFor, signInternalCall, type InternalCall } from './internal-token.js';
import { UsedTokens } from './used-tokens.js';
import { vouchingFor } from './vouched-tokens.js';

const gateway = generateKeyPairSync('ed25519');
const stranger = generateKeyPairSync('ed25519');
const now = Date.parse('2026-06-18T09:00:00+08:00');
const body = Buffer.from('{"service":"repair"}');
const call: InternalCall = { audience: 'intake', method: 'POST', path: '/v1/cases?x=1', body };
const caller: Caller = {
  actor: { person: 'p-1', role: 'ACC', unit: 'u-1', area: '430304900900', onBehalfOf: 'p-2' },
  correlationId: '018f0000-0000-7000-8000-000000000001',
  idempotencyKey: 'key-00000001',
  channel: 'window',
  device: 'desk-3',
  seen: 'intake:4',
  traceparent: '00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01',
  condition: { category: 'case', versions: [7] },
};
const token = signInternalCall(gateway.privateKey, call, caller, { now, id: 't-1' });

describe('an internal token', () => {
  it('carries the caller to the service that it is meant for', () => {
    const accepted = acceptInternalToken(gateway.publicKey, token, call, now + 1000);

    expect(accepted).toMatchObject({ id: 't-1', caller });
    expect(accepted?.matchesBody(body)).toBe(true);
  });

  it('says nothing of what the caller did not say', () => {
    const bare: Caller = { actor: { person: 'p-1', role: 'RES' }, correlationId: 'c-1' };
    const read = { ...call, method: 'GET', body: undefined };

    const accepted = acceptInternalToken(
      gateway.publicKey,
      signInternalCall(gateway.privateKey, read, bare, { now, id: 't-2' }),
      read,
      now,
    );

    expect(accepted?.caller).toStrictEqual(bare);
    expect(accepted?.matchesBody(undefined)).toBe(true);
  });

  it.each([
    ['another service', { ...call, audience: 'dispatch' }],
    ['another method', { ...call, method: 'PUT' }],
    ['another path', { ...call, path: '/v1/cases' }],
    ['another query', { ...call, path: '/v1/cases?x=2' }],
  ])('is no good for %s', (_, other) => {
    expect(acceptInternalToken(gateway.publicKey, token, other, now)).toBeUndefined();
  });

  it('is no good for another body', () => {
    const accepted = acceptInternalToken(gateway.publicKey, token, call, now);

    expect(accepted?.matchesBody(Buffer.from('{"service":"repair" }'))).toBe(false);
    expect(accepted?.matchesBody(undefined)).toBe(false);
  });

  it('is good for thirty seconds', () => {
    expect(acceptInternalToken(gateway.publicKey, token, call, now + 29_999)).toBeDefined();
    expect(acceptInternalToken(gateway.publicKey, token, call, now + 30_000)).toBeUndefined();
  });

  it('is no good before its time', () => {
    expect(acceptInternalToken(gateway.publicKey, token, call, now - 6000)).toBeUndefined();
  });

  it('is refused when a stranger has signed it', () => {
    const forged = signInternalCall(stranger.privateKey, call, caller, { now, id: 't-3' });

    expect(acceptInternalToken(gateway.publicKey, forged, call, now)).toBeUndefined();
  });

  it('is refused when one of its characters was changed, wherever', () => {
    for (let index = 0; index < token.length; index += 7) {
      const changed = token.slice(0, index) + (token[index] === 'A' ? 'B' : 'A') + token.slice(index + 1);
      expect(acceptInternalToken(gateway.publicKey, changed, call, now)).toBeUndefined();
    }
  });

  it('cannot choose to go unsigned', () => {
    const [, claims = ''] = token.split('.');
    const none = Buffer.from('{"alg":"none"}').toString('base64url');

    for (const forged of [`${none}.${claims}.`, `${none}.${claims}`, `.${claims}.`, '', '..', 'x']) {
      expect(acceptInternalToken(gateway.publicKey, forged, call, now)).toBeUndefined();
    }
  });
});

describe('a token on its way within the process that made it', () => {
  const unsigned = internalCallToVouchFor(call, caller, { now, id: 't-1' });
  const accept = (key = gateway.publicKey, to: InternalCall = call, at = now, of = unsigned) => acceptInternalToken(key, of, to, at);

  it('is known by its text, for as long as the call lasts', async () => {
    expect(accept()).toBeUndefined();
    await vouchingFor(unsigned, gateway.privateKey, () => {
      expect(accept()).toMatchObject({ id: 't-1', caller });
      expect(accept()?.matchesBody(body)).toBe(true);
      expect(accept()?.matchesBody(undefined)).toBe(false);
      return Promise.resolve();
    });
    expect(accept()).toBeUndefined();
  });

  it('is good for nothing else than a signed one', async () => {
    await vouchingFor(unsigned, gateway.privateKey, () => {
      expect(accept(stranger.publicKey)).toBeUndefined();
      expect(accept(gateway.publicKey, { ...call, audience: 'dispatch' })).toBeUndefined();
      expect(accept(gateway.publicKey, call, now + 30_000)).toBeUndefined();
      return Promise.resolve();
    });
  });

  it('cannot be guessed by whoever knows all that it says', async () => {
    await vouchingFor(unsigned, gateway.privateKey, () => {
      const guessed = internalCallToVouchFor(call, caller, { now, id: 't-1' });
      expect(guessed.slice(0, unsigned.lastIndexOf('.'))).toBe(unsigned.slice(0, unsigned.lastIndexOf('.')));
      expect(accept(gateway.publicKey, call, now, guessed)).toBeUndefined();
      return Promise.resolve();
    });
  });

  it('is not known any more after a call that failed', async () => {
    await expect(vouchingFor(unsigned, gateway.privateKey, () => Promise.reject(new Error('away')))).rejects.toThrow('away');
    expect(accept()).toBeUndefined();
  });
});

describe('the memory of used tokens', () => {
  it('takes an id once, for longer than a token is good', () => {
    const used = new UsedTokens(40_000, now);

    expect(used.takeOnce('t-1', now)).toBe(true);
    expect(used.takeOnce('t-1', now + 39_999)).toBe(false);
    expect(used.takeOnce('t-1', now + 40_001)).toBe(false);
    expect(used.takeOnce('t-2', now + 40_002)).toBe(true);
  });

  it('forgets ids that no token can carry any more', () => {
    const used = new UsedTokens(40_000, now);
    used.takeOnce('t-1', now);

    expect(used.takeOnce('other', now + 41_000)).toBe(true);
    expect(used.takeOnce('t-1', now + 82_000)).toBe(true);
  });
});
