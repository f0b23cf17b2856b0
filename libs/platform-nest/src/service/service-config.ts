import type { KeyObject } from 'node:crypto';
import type { DeployableName, ServiceName } from '@huying/contracts';
import type { Clock, LogLevel } from '@huying/platform';
import type { TracingSettings } from '../tracing/tracing-settings.js';
import type { KafkaSettings } from './kafka-environment.js';

/** Everything a service needs to know of where it runs. Plain values: `config.ts` reads the environment, nobody else does. */
export interface ServiceConfig {
  readonly name: DeployableName;
  /** As the application role, which can read, and append through functions. */
  readonly databaseUrl: string;
  /**
   * As the owner role, which migrates at start and is not used afterwards. Left out (in production), the service migrates nothing and
   * starts only over a schema that its migration step has brought up to date.
   */
  readonly ownerDatabaseUrl?: string;
  /** Logs that this service may read, itself included, as its reader role. */
  readonly logUrls: Readonly<Partial<Record<ServiceName, string>>>;
  /** The key store, as this service's own role in it. */
  readonly keysDatabaseUrl: string;
  readonly secrets: ServiceSecrets;
  /** Folder of the encrypted evidence files. */
  readonly evidenceDir: string;
  readonly host: string;
  /** 0 takes any free port. */
  readonly port: number;
  readonly bus: 'postgres' | 'kafka';
  /** There where `bus` is `kafka`. */
  readonly kafka?: KafkaSettings;
  readonly demo: boolean;
  readonly logLevel: LogLevel;
  /** Left out, nothing is traced. */
  readonly tracing?: TracingSettings;
  /** The real clock unless the store is a simulation (DESIGN §9). */
  readonly clock?: Clock;
}

export interface ServiceSecrets {
  /** Ed25519; what the gateway signs must verify under it. */
  readonly gatewayPublicKey: KeyObject;
  /** HMAC key of command digests. */
  readonly requestDigestKey: KeyObject;
  /** 32 bytes that wrap the keys of the key store. */
  readonly masterKey: Buffer;
}
