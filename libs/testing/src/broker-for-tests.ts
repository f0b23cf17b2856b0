import { inject } from 'vitest';

/** The run's broker, or why there is none; `missing` when Java or Maven is not on this machine. */
export type BrokerAnswer = { readonly brokers: string } | { readonly obstacle: string; readonly missing?: boolean };

export interface BrokerForTests {
  /** `127.0.0.1:9092` */
  readonly brokers: string;
}

/**
 * The Kafka broker that the run's specs share; the first to ask waits until it is up. Undefined where Java or Maven is missing, so that
 * specs can be skipped, which the run says loudly. Under `CI=true` a missing broker fails instead: there it must be there.
 */
export async function brokerForTests(): Promise<BrokerForTests | undefined> {
  const response = await fetch(inject('brokerDesk'));
  const answer = (await response.json()) as BrokerAnswer;
  if ('brokers' in answer) return answer;
  if (answer.missing === true && process.env['CI'] !== 'true') return undefined;
  throw new Error(`the Kafka specs need a broker: ${answer.obstacle}`);
}
