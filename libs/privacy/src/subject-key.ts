/** The key of one person (or of one case, where nobody is named) within one owning service. */
export interface SubjectKey {
  /** Opaque: says nothing of the person. */
  readonly kid: string;
  /** 32 random bytes. Never leaves the process, never logged. */
  readonly secret: Buffer;
}

/** What is left of a destroyed key: nothing of the person, but when and why. */
export interface Tombstone {
  /** When the key was destroyed, ISO 8601. */
  readonly at: string;
  /** The erasure that destroyed it. */
  readonly erasure: string;
  /** On what basis, a code. */
  readonly basis: string;
}

/** An erasure as a key store carries it out. */
export interface KeyErasure {
  /** A UUID. The store carries out each id once; a repeat answers the same and touches no key that came later. */
  readonly erasure: string;
  /** A code: `[a-z-]{1,64}`. */
  readonly basis: string;
  /** When it was first carried out, ISO 8601; a repeat after a restore brings the moment of then. */
  readonly at: string;
  /** Whose living keys go. */
  readonly subjects: readonly string[];
  /** Keys that go whoever they belong to: those that an earlier carrying out has named. */
  readonly kids: readonly string[];
}

export interface KeysErased {
  /** Every key that this erasure destroyed, also where an earlier call did. */
  readonly kids: readonly string[];
  readonly at: string;
}

/** What is known of a key id: the key, that it was destroyed on purpose, or that nobody ever heard of it. */
export type KeyLookup =
  /** `subject` is told for the caller's own service only. */
  | { readonly kind: 'living'; readonly key: SubjectKey; readonly subject?: string }
  | { readonly kind: 'destroyed'; readonly tombstone: Tombstone }
  | { readonly kind: 'unknown' };

/**
 * Where the keys of one owning service are kept (DESIGN §9).
 *
 * Implementations MUST make a new key durable before they hand it out: a value sealed under a lost key is lost.
 * Implementations MUST hand out one living key per subject, however many callers and processes ask at once.
 * Implementations MUST tell a destroyed key from an unknown one, and MAY serve a destroyed key for at most 60 s more (caches).
 */
export interface KeyStore {
  /** The living key of each subject, made where there is none. The answer holds every subject asked for. */
  getOrCreate(subjects: readonly string[]): Promise<ReadonlyMap<string, SubjectKey>>;
  find(kid: string): Promise<KeyLookup>;
  /** Destroys keys: what they sealed is erased for good. Durable when it resolves; safe to repeat. */
  erase(erasure: KeyErasure): Promise<KeysErased>;
  /** Those of the given erasures that this store has not carried out, because it was restored from before them. */
  erasuresMissing(erasures: readonly string[]): Promise<readonly string[]>;
  close(): Promise<void>;
}
