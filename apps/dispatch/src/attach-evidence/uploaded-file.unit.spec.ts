import { describe, expect, it } from 'vitest';
import { png } from '../pictures-for-tests.spec.js';
import { checkUpload } from './uploaded-file.js';

const jpeg = Buffer.from('ffd8ffe000104a464946', 'hex');
const webp = Buffer.from('RIFF\u0010\0\0\0WEBPVP8 ', 'latin1');
const pdf = Buffer.from('%PDF-1.7\n');

describe('an upload', () => {
  it.each([
    ['image/jpeg', jpeg],
    ['image/png', png(1)],
    ['image/webp', webp],
    ['application/pdf', pdf],
    ['IMAGE/JPEG; charset=binary', jpeg],
  ])('fits as %s when its bytes begin as one', (contentType, bytes) => {
    expect(checkUpload(bytes, contentType)).toEqual({ kind: 'fit', mediaType: contentType.split(';')[0]?.toLowerCase() });
  });
  it.each([
    ['image/jpeg', png(1), 'EVIDENCE_MEDIA_TYPE_MISMATCH'],
    ['image/webp', Buffer.from('RIFF\u0010\0\0\0WAVEfmt ', 'latin1'), 'EVIDENCE_MEDIA_TYPE_MISMATCH'],
    ['application/pdf', Buffer.from('PDF'), 'EVIDENCE_MEDIA_TYPE_MISMATCH'],
    ['image/svg+xml', Buffer.from('<svg/>'), 'EVIDENCE_TYPE_UNSUPPORTED'],
    ['text/html', pdf, 'EVIDENCE_TYPE_UNSUPPORTED'],
    [undefined, pdf, 'EVIDENCE_TYPE_UNSUPPORTED'],
    ['image/png', Buffer.alloc(0), 'EVIDENCE_EMPTY'],
  ])('is refused as %s when it is not', (contentType, bytes, code) => {
    expect(checkUpload(bytes, contentType)).toEqual({ kind: 'refused', code });
  });
});
