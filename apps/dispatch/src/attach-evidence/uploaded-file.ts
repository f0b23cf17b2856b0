import { evidenceMediaTypes } from '@huying/contracts';

type MediaType = (typeof evidenceMediaTypes)[number];

const begins = (bytes: Buffer, latin1: string, at = 0): boolean => bytes.toString('latin1', at, at + latin1.length) === latin1;

/** How files of each kind begin; the sender's word alone is not taken. */
const signatures: Readonly<Record<MediaType, (bytes: Buffer) => boolean>> = {
  'image/jpeg': (bytes) => begins(bytes, '\u00ff\u00d8\u00ff'),
  'image/png': (bytes) => begins(bytes, '\u0089PNG\r\n\u001a\n'),
  'image/webp': (bytes) => begins(bytes, 'RIFF') && begins(bytes, 'WEBP', 8),
  'application/pdf': (bytes) => begins(bytes, '%PDF-'),
};

export type CheckedUpload =
  | { readonly kind: 'fit'; readonly mediaType: MediaType }
  | { readonly kind: 'refused'; readonly code: 'EVIDENCE_TYPE_UNSUPPORTED' | 'EVIDENCE_EMPTY' | 'EVIDENCE_MEDIA_TYPE_MISMATCH' };

/** Whether an upload is one of the kinds that evidence may be, and is what its Content-Type says. */
export function checkUpload(bytes: Buffer, contentType: string | undefined): CheckedUpload {
  const claimed = contentType?.split(';', 1)[0]?.trim().toLowerCase();
  const mediaType = evidenceMediaTypes.find((known) => known === claimed);
  if (mediaType === undefined) return { kind: 'refused', code: 'EVIDENCE_TYPE_UNSUPPORTED' };
  if (bytes.length === 0) return { kind: 'refused', code: 'EVIDENCE_EMPTY' };
  return signatures[mediaType](bytes) ? { kind: 'fit', mediaType } : { kind: 'refused', code: 'EVIDENCE_MEDIA_TYPE_MISMATCH' };
}
