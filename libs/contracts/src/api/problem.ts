/** How one refusal code is told over HTTP (RFC 9457): a status and a sentence that says what to do, in both languages. */
export interface Problem {
  readonly status: number;
  readonly zh: string;
  readonly en: string;
  /** Seconds after which asking again makes sense; becomes `Retry-After`. */
  readonly retryAfterSeconds?: number;
}

/** The body of every error answer, `application/problem+json`. */
export interface ProblemBody {
  readonly type: string;
  readonly title: string;
  readonly status: number;
  /** Stable, for programs. */
  readonly code: string;
  /** What to do, English. */
  readonly detail: string;
  /** What to do, Chinese. */
  readonly detailZh: string;
  readonly instance?: string;
  /** The fields at fault, where fields are. */
  readonly errors?: readonly { readonly field: string; readonly message: string }[];
  readonly details?: Readonly<Record<string, unknown>>;
}
