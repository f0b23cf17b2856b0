import { describe, expect, it } from 'vitest';
import { openNote } from './note.js';
import { verifyReceipt } from './receipt.js';
import { sentences } from './sentences.js';
import { parseVerifierKey, type VerifierKey } from './verifier-key.js';
import { bytesOf, tlogVectors } from '@huying/testing';

const { vkey } = tlogVectors.key;
const receipt = tlogVectors.tlog_proof_index_3;
const key = async (text = vkey): Promise<VerifierKey> => {
  const parsed = await parseVerifierKey(text);
  if (parsed === undefined) throw new Error(`${text} is no key`);
  return parsed;
};
const verdict = async (file: string, keys = [vkey]) => verifyReceipt(file, await Promise.all(keys.map(key)));

describe('a verifier key', () => {
  it('is read from its text', async () => {
    expect(await key()).toMatchObject({ name: tlogVectors.key.name, kind: 'signature' });
  });

  it.each([
    ['has another id than its key', vkey.replace('+30757a23+', '+30757a24+')],
    ['has another name than its id was made of', vkey.replace('case.', 'cafe.')],
    ['is of an unknown algorithm', vkey.replace('+Ac', '+As')],
    ['is cut off', vkey.slice(0, -4)],
    ['has no name', vkey.replace(/^[^+]+/, '')],
  ])('is refused when it %s', async (_, text) => {
    expect(await parseVerifierKey(text)).toBeUndefined();
  });
});

describe('a receipt', () => {
  it('verifies, and says which entry of which log it proves', async () => {
    expect(await verdict(receipt)).toEqual({
      ok: true,
      origin: tlogVectors.key.name,
      index: 3,
      size: 8,
      root: new Uint8Array(bytesOf(tlogVectors.roots_by_size[8])),
      entry: new Uint8Array([0x20, 0x21]),
      cosignedBy: [],
    });
  });

  it.each([
    ['another entry', receipt.replace('extra ICE=', 'extra ICI='), 'PROOF_WRONG'],
    ['another index', receipt.replace('index 3', 'index 2'), 'PROOF_WRONG'],
    ['an index beyond the tree', receipt.replace('index 3', 'index 8'), 'PROOF_WRONG'],
    ['an index with leading zeros', receipt.replace('index 3', 'index 03'), 'RECEIPT_MALFORMED'],
    [
      'a hash that is not canonical base64',
      receipt.replace('ApjRIpBtz8EIkstTpzmS/FufST6kybrbJ7eRtBJ6f+c=', 'ApjRIpBtz8EIkstTpzmS/FufST6kybrbJ7eRtBJ6f+d='),
      'RECEIPT_MALFORMED',
    ],
    ['no checkpoint', receipt.slice(0, receipt.indexOf('\n\n')), 'RECEIPT_MALFORMED'],
    ['another format', receipt.replace('@v1', '@v2'), 'RECEIPT_MALFORMED'],
    ['another size in its checkpoint', receipt.replace('\n8\n', '\n9\n'), 'NOTE_SIGNATURE_WRONG'],
    ['a signature of nobody known', receipt.replace('— case.example.org/log', '— cafe.example.org/log'), 'NOTE_SIGNED_BY_NOBODY_KNOWN'],
    ['a broken signature line', `${receipt}— half`, 'NOTE_MALFORMED'],
    ['a control character', receipt.replace('case.example.org/log\n8', 'case.example.org/log\r\n8'), 'NOTE_MALFORMED'],
    ['nothing', '', 'RECEIPT_MALFORMED'],
  ])('is refused with %s, and tells why in both languages', async (_, file, code) => {
    expect(file).not.toBe(receipt);
    expect(await verdict(file)).toEqual({ ok: false, code });
    expect(sentences[code as keyof typeof sentences].zh).not.toBe('');
  });

  it('is refused when nobody whom we know signed it', async () => {
    expect(await verifyReceipt(receipt, [])).toEqual({ ok: false, code: 'NOTE_SIGNED_BY_NOBODY_KNOWN' });
  });
});

describe('a note', () => {
  it('ignores signatures of keys that nobody gave', async () => {
    const note = `${tlogVectors.checkpoint_size_8}— somebody.else/log AAAAAAAA\n`;
    expect(await openNote(note, [await key()])).toMatchObject({ signedBy: [tlogVectors.key.name] });
  });
});
