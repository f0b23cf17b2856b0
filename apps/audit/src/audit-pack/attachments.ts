import type { Delivery } from '@huying/event-bus';

/** A file that an event speaks of: its digest, never its content. */
export interface Attachment {
  readonly event: string;
  readonly kind: unknown;
  readonly mediaType: unknown;
  readonly bytes: unknown;
  /** SHA-256 of the encrypted file as it is kept, hex. */
  readonly sha256: string;
  /** Keyed hash of the content: the same photo in two cases has the same. */
  readonly contentKey: unknown;
}

export function attachmentsOf(events: readonly Delivery[]): readonly Attachment[] {
  return events.flatMap(({ source, recorded, envelope }) => {
    const { sha256, kind, mediaType, bytes, contentKey } = envelope.data as Readonly<Record<string, unknown>>;
    if (typeof sha256 !== 'string' || mediaType === undefined) return [];
    return [{ event: `${source}:${String(recorded.position)}`, kind, mediaType, bytes, sha256, contentKey }];
  });
}
