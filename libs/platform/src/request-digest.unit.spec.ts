import { createSecretKey } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { canonicalJson } from './canonical-json.js';
import { requestDigest } from './request-digest.js';

const key = createSecretKey(Buffer.alloc(32, 1));
const request = { method: 'POST', path: '/v1/cases', body: { b: 1, a: ['楼道灯', null] } };
const digest = (change: Partial<typeof request> | { body: unknown } = {}, under = key) => requestDigest(under, { ...request, ...change });

describe('canonical JSON', () => {
  it('is one text for one meaning', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        const text = canonicalJson(value);
        expect(canonicalJson(JSON.parse(text))).toBe(text);
      }),
    );
    expect(canonicalJson({ b: 1, a: { d: 1, c: 2 } })).toBe('{"a":{"c":2,"d":1},"b":1}');
  });

  it('refuses what is no JSON', () => {
    for (const value of [undefined, NaN, () => 1]) expect(() => canonicalJson(value)).toThrow();
  });
});

describe('the digest of a request', () => {
  it('is the same however the body was spaced and ordered', () => {
    expect(digest({ body: JSON.parse('{ "a": ["\\u697c道灯", null], "b": 1.0 }') })).toBe(digest());
  });

  it('is another for another method, path, body or key', () => {
    const others = [
      digest({ method: 'PUT' }),
      digest({ path: '/v1/cases?x' }),
      digest({ body: { b: 1, a: ['楼道灯'] } }),
      digest({ body: undefined }),
      digest({ body: Buffer.from('file') }),
      digest({}, createSecretKey(Buffer.alloc(32, 2))),
    ];
    expect(new Set([digest(), ...others]).size).toBe(7);
  });
});
