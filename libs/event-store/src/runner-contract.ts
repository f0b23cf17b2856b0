import type { Actor, Command, Decider, Fact, Refusal } from '@huying/kernel';
import type { EventType } from '@huying/contracts';
import type { CommandIdentity } from './event-store.js';

/** What the caller asks of the stream that his command writes to (`If-Match`, DESIGN §10). */
export interface StreamCondition {
  /** Category of the stream, `case`. A command that one call carries out on a stream of another category is not bound. */
  readonly category: string;
  /** One of these MUST be the stream's version; `exists`: any but none. */
  readonly versions: readonly number[] | 'exists';
}

/** Everything about a command's origin that the envelope records (DESIGN §3), and the condition that it came under. */
export interface Origin {
  readonly command: CommandIdentity;
  readonly actor: Actor;
  readonly correlationId: string;
  readonly channel?: string;
  readonly device?: string;
  readonly cause?: { readonly source: string; readonly position: number };
  /** Positions of other logs that the decider had read: `intake:120 dispatch:87`. */
  readonly seen?: string;
  readonly policyVersion?: string;
  readonly calendarVersion?: string;
  readonly traceparent?: string;
  /** Not recorded: an event that was appended under a condition is an event like any other. */
  readonly condition?: StreamCondition;
}

export type Outcome<Code extends string> =
  | {
      readonly kind: 'accepted';
      readonly stream: string;
      readonly version: number;
      readonly first: number;
      readonly last: number;
      readonly repeated: boolean;
    }
  /** The command changed nothing and was right to. */
  | { readonly kind: 'unchanged'; readonly stream: string; readonly version: number }
  | { readonly kind: 'refused'; readonly refusal: Refusal<Code> }
  /** `IDEMPOTENCY_MISMATCH`: the command id was used before for another request. */
  | { readonly kind: 'mismatch' }
  /** The stream's version is not one that the command's condition names: nothing was decided, appended or kept. 0 = no such stream. */
  | { readonly kind: 'changed'; readonly stream: string; readonly version: number }
  /** The stream kept moving: retries used up. Ask again (`CONCURRENT_CHANGE`, 409, Retry-After). */
  | { readonly kind: 'contended' };

/** What ties a decider to its streams: how facts become typed, keyed events. */
export interface StreamDefinition<State, C extends Command, F extends Fact, Code extends string> {
  readonly decider: Decider<State, C, F, Code>;
  /** The context's types, by fact name, from `@huying/contracts`. */
  readonly types: Readonly<Record<F['type'], EventType>>;
  /**
   * The case that a stream's events belong to, and the cycle, where they belong to one; the state is the one with the event in it.
   * `area` where the stream's own area is known; otherwise the acting post's area is recorded.
   */
  readonly keys?: (stream: string, state: State) => { readonly caseKey?: string; readonly cycle?: number; readonly area?: string };
}

/**
 * Look up the command id, load, decide, append; on a conflict load and decide again (DESIGN §4).
 *
 * The same id and digest MUST be answered as the first time, without deciding again; another digest with `mismatch`.
 * Final refusals and empty outcomes are kept for 7 days; a `transient` refusal is not kept.
 * A command under a {@link StreamCondition} MUST be appended at a version that the condition names, or answered `changed`; the first
 * answer to a known id comes before the condition.
 */
export interface Runner<C extends Command, Code extends string> {
  run(stream: string, command: C, origin: Origin): Promise<Outcome<Code>>;
  /**
   * The same for a command that opens its own stream: one whose name derives from the command's id, so that nothing but this very
   * command can have written to it. It is decided on the empty state at once, and looked up only where that does not settle it: a
   * case is registered with one round trip to the log instead of three.
   */
  open(stream: string, command: C, origin: Origin): Promise<Outcome<Code>>;
}
