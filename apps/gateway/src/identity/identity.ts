import { createHash } from 'node:crypto';

/** Who somebody is, once a token has proved it. What he may do is another matter (see authority). */
export interface Identity {
  /** Opaque person id, in the form that events take. */
  readonly person: string;
  /** Epoch milliseconds at which the proof expires. */
  readonly expiresAt: number;
}

const personForm = /^[A-Za-z0-9._~:|-]{1,128}$/;
/** Ids of our own that no provider may hand out. */
const reserved = /^(?:anonymous$|system:|case:|h:)/;

/** The person id of a token's subject: the subject itself where events can hold it, else a digest of it. */
export function personOf(subject: string): string {
  if (personForm.test(subject) && !reserved.test(subject)) return subject;
  return `h:${createHash('sha256').update(subject).digest('hex')}`;
}
