import type { StreamCondition } from '@huying/event-store';
import type { Actor } from '@huying/kernel';

/** Person id of a call that nobody signed in for, on `public` routes. No resident, post or volunteer ever has it. */
export const anonymousPerson = 'anonymous';

/** Who calls and in what circumstances, as the gateway has found out and signed. Nothing of it is taken from the raw request. */
export interface Caller {
  readonly actor: Actor;
  readonly correlationId: string;
  /** The caller's Idempotency-Key; present on every route that records something. */
  readonly idempotencyKey?: string;
  readonly channel?: string;
  readonly device?: string;
  /** The Huying-Seen that came with the call. */
  readonly seen?: string;
  readonly traceparent?: string;
  /** The If-Match that came with a write, as the gateway understood it. */
  readonly condition?: StreamCondition;
}
