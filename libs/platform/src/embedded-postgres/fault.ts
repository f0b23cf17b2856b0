import { knownCauseIn, lastWords, type KnownCause } from '../embedded-server/known-cause.js';

/** Why PostgreSQL could not be run here, as one sentence that says what to do, in both languages. Never a stack trace for the user. */
export class EmbeddedPostgresFault extends Error {
  override readonly name = 'EmbeddedPostgresFault';

  constructor(
    readonly code: EmbeddedPostgresFaultCode,
    en: string,
    readonly zh: string,
    cause?: unknown,
  ) {
    super(en, { cause });
  }
}

export type EmbeddedPostgresFaultCode =
  KnownCause['code'] | 'NO_BINARIES' | 'BINARIES_DO_NOT_RUN' | 'OTHER_MAJOR_VERSION' | 'WRONG_PASSWORD' | 'STILL_RUNNING' | 'DID_NOT_START';

/** Recognises a cause that a person can do something about, in a system error or in PostgreSQL's own words. */
export function explain(doing: string, doingZh: string, cause: unknown): EmbeddedPostgresFault {
  if (cause instanceof EmbeddedPostgresFault) return cause;
  const words = cause instanceof Error ? cause.message : String(cause);
  const known = knownCauseIn(words, { server: 'PostgreSQL', en: doing, zh: doingZh });
  if (known !== undefined) return new EmbeddedPostgresFault(known.code, known.en, known.zh, cause);
  return new EmbeddedPostgresFault(
    'DID_NOT_START',
    `PostgreSQL did not start (${doing}): ${lastWords(words)}`,
    `PostgreSQL 未能启动（${doingZh}）：${lastWords(words)}`,
    cause,
  );
}
