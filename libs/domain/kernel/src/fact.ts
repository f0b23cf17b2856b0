import type { Instant } from './instant.js';

/** A name for one kind of thing that happened, with what was true of it: past tense, data only (DESIGN §3). */
export interface Fact<Type extends string = string, Data = unknown> {
  readonly type: Type;
  readonly data: Data;
}

/** A JSON value, the only shape that event data and sealed values may take. */
export type Json = string | number | boolean | null | readonly Json[] | { readonly [key: string]: Json };

/**
 * A part of a new fact that names or describes a person, or is free text. It never enters `data` in the clear: the event
 * store's runner seals it under the key of `person` and adds the sealed part to `data.sealed` (DESIGN §9, tlog §8).
 */
export interface Secret {
  /** What the part holds, unique within the event: `contact`, `words`, `reason` … */
  readonly part: string;
  /** Whose key seals it: the opaque id of a person, or `case:<id>` where nobody is named. */
  readonly person: string;
  readonly value: Json;
}

/** A sealed {@link Secret}, as it stands in `data.sealed` of a recorded event. Binary members are base64. */
export interface SealedPart {
  readonly part: string;
  readonly alg: 'A256GCM-HKDF-SHA256';
  /** The id of the key that seals it; destroying that key erases the value for good. */
  readonly kid: string;
  readonly salt: string;
  /** Key commitment: binds the key, hence the plaintext. */
  readonly kc: string;
  readonly ct: string;
}

/** What a decider answers with: a fact that the runner completes to an event. */
export type NewFact<F extends Fact = Fact> = F & {
  /** When it happened, if not at the command's own time (a back-entry). */
  readonly time?: Instant;
  /** Personal parts and free text, to be sealed before anything is stored. */
  readonly secrets?: readonly Secret[];
};

/** A fact as it comes back from the log: with when it happened and who did it. `evolve` sees this, never a clock. */
export type Recorded<F extends Fact = Fact> = F & {
  readonly time: Instant;
  readonly recordedAt: Instant;
  readonly actor: string;
  readonly role?: string;
  readonly unit?: string;
  /** Version of this event in its stream, from 1. */
  readonly streamVersion: number;
};
