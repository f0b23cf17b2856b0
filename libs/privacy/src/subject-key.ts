/** The key of one person (or of one case, where nobody is named) within one owning service. */
export interface SubjectKey {
  /** Opaque: says nothing of the person. */
  readonly kid: string;
  /** 32 random bytes. Never leaves the process, never logged. */
  readonly secret: Buffer;
}

/** What is known of a key id: the key, that it was destroyed on purpose, or that nobody ever heard of it. */
export type KeyLookup =
  /** `subject` is told for the caller's own service only. */
  | { readonly kind: 'living'; readonly key: SubjectKey; readonly subject?: string }
  | { readonly kind: 'destroyed' }
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
  /** Destroys a subject's living key: what it sealed is erased for good. False where there was none. */
  destroy(subject: string): Promise<boolean>;
  close(): Promise<void>;
}
