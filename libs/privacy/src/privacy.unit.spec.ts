import { createCipheriv, hkdfSync, randomBytes } from 'node:crypto';
import type { SealedPart } from '@huying/contracts';
import type { Json } from '@huying/kernel';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createMemoryKeyStore } from './memory-key-store.js';
import { openPart, sealPart, SealBroken } from './part-cipher.js';
import type { KeyErasure, Tombstone } from './subject-key.js';
import { createPrivacy, UnknownKey } from './privacy.js';

const erasure = '0190d2f4-0000-7000-8000-00000000000e';
const at = '2026-06-17T15:00:00.000+08:00';
const tombstone: Tombstone = { at, erasure, basis: 'resident-request' };
const erasing = (subject: string, id = erasure): KeyErasure => ({
  erasure: id,
  basis: 'resident-request',
  at,
  subjects: [subject],
  kids: [],
});

const context = { id: '0190-event', type: 'cn.huying.case.CaseRegistered.v1', subject: 'case-1' };
const masterKey = Buffer.alloc(32, 7);
const privacyFor = (service = 'intake') => createPrivacy({ service, keys: createMemoryKeyStore(), masterKey });

async function sealed(privacy: ReturnType<typeof privacyFor>, value: Json, part = 'words'): Promise<SealedPart> {
  const [only] = await privacy.sealer.seal([{ part, person: 'person-1', value }], context);
  if (only === undefined) throw new Error('nothing was sealed');
  return only;
}

describe('sealing a part', () => {
  it('gives back exactly what was sealed, whatever the JSON value', async () => {
    const privacy = privacyFor();
    await fc.assert(
      fc.asyncProperty(fc.jsonValue(), async (value) => {
        const opened = await privacy.open(await sealed(privacy, value as Json), context);
        expect(opened).toEqual({ kind: 'opened', value: JSON.parse(JSON.stringify(value)) as Json });
      }),
    );
  });

  it('never shows the value in the part', async () => {
    const part = await sealed(privacyFor(), { name: '李建国', phone: '13812345678' });
    const text = JSON.stringify(part) + Buffer.from(part.ct, 'base64').toString('latin1');
    expect(text).not.toContain('13812345678');
    expect(text).not.toContain(Buffer.from('李建国').toString('latin1'));
    expect(part.kid).not.toContain('person-1');
  });

  it('seals one value twice to two different texts, so equal values cannot be told', async () => {
    const privacy = privacyFor();
    const [one, two] = [await sealed(privacy, 'same'), await sealed(privacy, 'same')];
    expect(one.kid).toBe(two.kid);
    expect(one.ct).not.toBe(two.ct);
    expect(one.kc).not.toBe(two.kc);
  });

  it('makes text well-formed that no UTF-8 can hold', async () => {
    const privacy = privacyFor();
    expect(await privacy.open(await sealed(privacy, { words: 'a\ud800b' }), context)).toEqual({
      kind: 'opened',
      value: { words: 'a\ufffdb' },
    });
  });

  it('refuses two parts of one name in an event', async () => {
    const twice = ['a', 'b'].map((value) => ({ part: 'words', person: 'person-1', value }));
    await expect(privacyFor().sealer.seal(twice, context)).rejects.toThrow('two sealed parts of one name');
  });
});

describe('opening a part', () => {
  it.each(['id', 'type', 'subject'] as const)('is refused once the part was moved to another %s', async (member) => {
    const privacy = privacyFor();
    const part = await sealed(privacy, 'words');
    await expect(privacy.open(part, { ...context, [member]: 'another' })).rejects.toThrow(SealBroken);
  });

  it('is refused once the part goes by another name', async () => {
    const privacy = privacyFor();
    const part = await sealed(privacy, 'words');
    await expect(privacy.open({ ...part, part: 'contact' }, context)).rejects.toThrow(SealBroken);
  });

  it.each(['salt', 'kc', 'ct'] as const)('is refused once a bit of %s was changed', async (member) => {
    const privacy = privacyFor();
    const part = await sealed(privacy, 'words');
    const bytes = Buffer.from(part[member], 'base64');
    bytes.writeUInt8(bytes.readUInt8(0) ^ 1, 0);
    await expect(privacy.open({ ...part, [member]: bytes.toString('base64') }, context)).rejects.toThrow(SealBroken);
  });

  it('is refused for a base64 text that is not the canonical one of its bytes', async () => {
    const privacy = privacyFor();
    const part = await sealed(privacy, 'words');
    await expect(privacy.open({ ...part, kc: part.kc.replace(/=+$/, '') }, context)).rejects.toThrow(SealBroken);
  });

  it('compares the commitment before it decrypts: a ciphertext of another key is refused though AES-GCM would open it', () => {
    const honest = { kid: 'k', secret: randomBytes(32) };
    const other = { kid: 'k', secret: randomBytes(32) };
    const part = sealPart(honest, 'words', 'what the resident said', context);
    // An operator who knows both keys encrypts another meaning under the other key and keeps the honest commitment.
    const salt = Buffer.from(part.salt, 'base64');
    const enc = Buffer.from(hkdfSync('sha256', other.secret, salt, 'case-log/pii/v1/enc', 32));
    const aad = Buffer.from(JSON.stringify({ id: context.id, part: 'words', subject: context.subject, type: context.type }));
    const cipher = createCipheriv('aes-256-gcm', enc, Buffer.alloc(12)).setAAD(aad);
    const ct = Buffer.concat([cipher.update('"another meaning"'), cipher.final(), cipher.getAuthTag()]).toString('base64');
    expect(() => openPart(other, { ...part, ct }, context)).toThrow('was not sealed under key');
    const kc = Buffer.from(hkdfSync('sha256', other.secret, salt, 'case-log/pii/v1/commit', 32)).toString('base64');
    expect(openPart(other, { ...part, ct, kc }, context)).toBe('another meaning'); // The crafted part is sound but for its commitment.
    expect(() => openPart(honest, { ...part, ct }, context)).toThrow(SealBroken);
  });

  it('answers erased once the key was destroyed, for that person only', async () => {
    const privacy = privacyFor();
    const parts = await privacy.sealer.seal(
      [
        { part: 'hers', person: 'person-1', value: 'gone' },
        { part: 'his', person: 'person-2', value: 'stays' },
      ],
      context,
    );
    expect((await privacy.erase(erasing('person-1'))).kids).toHaveLength(1);
    expect(await privacy.openNamed(parts, 'hers', context)).toEqual({ kind: 'erased', tombstone });
    expect(await privacy.openNamed(parts, 'his', context)).toEqual({ kind: 'opened', value: 'stays' });
    expect(await privacy.openNamed(parts, 'nobody', context)).toBeUndefined();
  });

  it('gives a person who comes back after an erasure a new key', async () => {
    const privacy = privacyFor();
    const before = await sealed(privacy, 'before');
    await privacy.erase(erasing('person-1'));
    const after = await sealed(privacy, 'after');
    expect(after.kid).not.toBe(before.kid);
    expect(await privacy.open(before, context)).toEqual({ kind: 'erased', tombstone });
    expect(await privacy.open(after, context)).toEqual({ kind: 'opened', value: 'after' });
  });

  it('tells a key that was never known from one that was destroyed', async () => {
    const part = await sealed(privacyFor(), 'elsewhere');
    await expect(privacyFor().open(part, context)).rejects.toThrow(UnknownKey);
  });

  it('says nothing of what was sealed when a part is broken', async () => {
    const privacy = privacyFor();
    const part = await sealed(privacy, 'a secret that must not leak');
    const error: unknown = await privacy.open({ ...part, part: 'x' }, context).catch((thrown: unknown) => thrown);
    expect(JSON.stringify(error) + String(error)).not.toContain('secret that');
  });
});

describe('keyed hashes', () => {
  it('are equal for equal values, and differ by purpose, service and master key', () => {
    const { keyedHash } = privacyFor();
    expect(keyedHash('phone', '138')).toBe(keyedHash('phone', '138'));
    expect(keyedHash('phone', '138')).not.toBe(keyedHash('name', '138'));
    expect(keyedHash('phone', '138')).not.toBe(privacyFor('dispatch').keyedHash('phone', '138'));
  });

  it('of a person die with his key', async () => {
    const privacy = privacyFor();
    const hash = async () => (await privacy.subjectHasher('case:1', 'row'))('content');
    const first = await hash();
    expect(await hash()).toBe(first);
    expect((await privacy.subjectHasher('case:2', 'row'))('content')).not.toBe(first);
    await privacy.erase(erasing('case:1'));
    expect(await hash()).not.toBe(first);
  });

  it('need a master key of exactly 32 bytes', () => {
    expect(() => createPrivacy({ service: 'intake', keys: createMemoryKeyStore(), masterKey: Buffer.alloc(16) })).toThrow('32 bytes');
  });
});
