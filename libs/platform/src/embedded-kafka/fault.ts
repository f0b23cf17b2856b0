import { knownCauseIn, lastWords, type KnownCause } from '../embedded-server/known-cause.js';

/** Why a broker could not be run here, as one sentence that says what to do, in both languages. Never a stack trace for the user. */
export class EmbeddedKafkaFault extends Error {
  override readonly name = 'EmbeddedKafkaFault';

  constructor(
    readonly code: EmbeddedKafkaFaultCode,
    en: string,
    readonly zh: string,
    cause?: unknown,
  ) {
    super(en, { cause });
  }
}

export type EmbeddedKafkaFaultCode =
  'NO_JAVA' | 'JAVA_TOO_OLD' | 'NO_MAVEN' | 'JARS_NOT_FETCHED' | KnownCause['code'] | 'STILL_RUNNING' | 'DID_NOT_START';

/** Recognises a cause that a person can do something about, in a system error or in the words of Java, Maven or Kafka. */
export function explain(doing: string, doingZh: string, cause: unknown): EmbeddedKafkaFault {
  if (cause instanceof EmbeddedKafkaFault) return cause;
  const words = cause instanceof Error ? cause.message : String(cause);
  const known = knownCauseIn(words, { server: 'Kafka', en: doing, zh: doingZh });
  if (known !== undefined) return new EmbeddedKafkaFault(known.code, known.en, known.zh, cause);
  return new EmbeddedKafkaFault(
    'DID_NOT_START',
    `The Kafka broker did not start (${doing}): ${lastWords(words)}`,
    `Kafka 未能启动（${doingZh}）：${lastWords(words)}`,
    cause,
  );
}
