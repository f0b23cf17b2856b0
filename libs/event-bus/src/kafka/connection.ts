import type { KafkaConfig, Kafka as KafkaClient } from 'kafkajs';
import { Kafka, logLevel } from './kafkajs.js';

/** How the brokers are reached. Secrets are values here; whoever reads settings reads them from files. */
export interface KafkaConnection {
  /** `host:port`, at least one; the others are found through it. */
  readonly brokers: readonly string[];
  /** What brokers and their operators see. */
  readonly clientId?: string;
  /** On, or with the certificate authority to trust beside the system's. */
  readonly tls?: boolean | { readonly ca: string };
  readonly sasl?: { readonly mechanism: 'plain' | 'scram-sha-256' | 'scram-sha-512'; readonly username: string; readonly password: string };
}

/** kafkajs stays behind this folder: it logs nothing by itself, and gives up early, for the callers have patience of their own. */
export function connectKafka({ brokers, clientId, tls, sasl }: KafkaConnection): KafkaClient {
  return new Kafka({
    clientId: clientId ?? 'huying',
    brokers: [...brokers],
    logLevel: logLevel.NOTHING,
    connectionTimeout: 3_000,
    authenticationTimeout: 5_000,
    requestTimeout: 10_000,
    retry: { initialRetryTime: 50, maxRetryTime: 1_000, retries: 5 },
    ...(tls === undefined || tls === false ? {} : { ssl: tls === true ? true : { ca: [tls.ca] } }),
    ...(sasl === undefined ? {} : { sasl: saslOf(sasl) }),
  });
}

type SaslOptions = NonNullable<KafkaConfig['sasl']>;

function saslOf({ mechanism, username, password }: NonNullable<KafkaConnection['sasl']>): SaslOptions {
  switch (mechanism) {
    case 'plain':
      return { mechanism, username, password };
    case 'scram-sha-256':
      return { mechanism, username, password };
    case 'scram-sha-512':
      return { mechanism, username, password };
  }
}
