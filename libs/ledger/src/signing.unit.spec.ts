import { createHash, createPrivateKey, generateKeyPairSync, type KeyObject } from 'node:crypto';
import { parseVerifierKey, verifyReceipt, openNote, type VerifierKey } from 'huying-verify';
import { describe, expect, it } from 'vitest';
import { checkpointText, signCheckpoint } from './checkpoint.js';
import { entryBundle } from './entry-bundle.js';
import { ed25519Cosigner, ed25519Signer, signedNote } from './note.js';
import { formatReceipt } from './receipt.js';
import { bytesOf, tlogEntries, tlogVectors } from '@huying/testing';

const privateKey = (seed: Buffer): KeyObject =>
  createPrivateKey({
    key: Buffer.concat([Buffer.from('302e020100300506032b657004220420', 'hex'), seed]),
    format: 'der',
    type: 'pkcs8',
  });
const signer = ed25519Signer(tlogVectors.key.name, privateKey(Buffer.from(tlogVectors.key.seed_hex, 'hex')));
const witness = ed25519Cosigner('district.example.org', privateKey(createHash('sha256').update('witness').digest()));
const root = bytesOf(tlogVectors.roots_by_size[8]);
const key = async (vkey: string): Promise<VerifierKey> => {
  const parsed = await parseVerifierKey(vkey);
  if (parsed === undefined) throw new Error(`${vkey} is no key`);
  return parsed;
};

describe('a log’s key', () => {
  it('has the name, id and text of the vectors', () => {
    expect(signer.vkey).toBe(tlogVectors.key.vkey);
  });

  it('has no name with a space or a plus, and is Ed25519', () => {
    expect(() => ed25519Signer('a b', privateKey(root))).toThrow(TypeError);
    expect(() => ed25519Signer('a+b', privateKey(root))).toThrow(TypeError);
    expect(() => ed25519Signer('a', generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey)).toThrow(TypeError);
  });
});

describe('a checkpoint', () => {
  it('is that of the vectors, byte for byte', () => {
    expect(signCheckpoint({ size: 8, root }, [signer])).toBe(tlogVectors.checkpoint_size_8);
  });

  it('carries a witness’s cosignature, which says when it was seen', async () => {
    const text = checkpointText({ origin: signer.name, size: 8, root });
    const note = signedNote(text, [signer.signatureLine(text), witness.cosignatureLine(text, 1_764_000_000)]);
    const keys = [await key(signer.vkey), await key(witness.vkey)];
    expect(await openNote(note, keys)).toEqual({
      text,
      signedBy: [signer.name],
      cosignedBy: [{ name: witness.name, seconds: 1_764_000_000 }],
    });
    const later = signedNote(text, [signer.signatureLine(text), witness.cosignatureLine(text, 1).replace(/.{8}\n$/, 'AAAAAAAA\n')]);
    expect(await openNote(later, keys)).toMatch(/^NOTE_(SIGNATURE_WRONG|MALFORMED)$/);
  });

  it('is not made of text that no note can hold', () => {
    expect(() => signedNote('no newline', [])).toThrow(TypeError);
    expect(() => signedNote('a\tb\n', [])).toThrow(TypeError);
  });
});

describe('a receipt', () => {
  const receipt = formatReceipt({
    entry: tlogEntries[3] ?? Buffer.alloc(0),
    index: 3,
    proof: (tlogVectors['inclusion_index/size']['3/8'] ?? []).map(bytesOf),
    checkpoint: tlogVectors.checkpoint_size_8,
  });

  it('is that of the vectors, byte for byte, and verifies', async () => {
    expect(receipt).toBe(tlogVectors.tlog_proof_index_3);
    expect(await verifyReceipt(receipt, [await key(signer.vkey)])).toMatchObject({ ok: true, index: 3, size: 8 });
  });
});

describe('a bundle of entries', () => {
  it('holds each entry behind its length', () => {
    expect(entryBundle([Buffer.from('a'), Buffer.alloc(0), Buffer.alloc(258, 7)]).subarray(0, 7)).toEqual(
      Buffer.from([0, 1, 0x61, 0, 0, 1, 2]),
    );
  });

  it('holds no entry over 65,535 bytes', () => {
    expect(() => entryBundle([Buffer.alloc(65_536)])).toThrow(RangeError);
  });
});
