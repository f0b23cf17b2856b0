import { createPublicKey, createSecretKey, type KeyObject } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { DeployableName, ServiceName } from '@huying/contracts';
import { ConfigurationFault, parseEnv, withPasswords } from '@huying/platform';
import { tracingOf, withStandardNames } from '../tracing/tracing-settings.js';
import { kafkaSettingsOf } from './kafka-environment.js';
import type { ServiceConfig, ServiceSecrets } from './service-config.js';
import { ServiceEnvironment } from './service-environment.js';

export type Environment = Readonly<Record<string, string | undefined>>;

/** A service's configuration from its environment. @throws ConfigurationFault once, naming every key and file at fault. */
export function loadServiceConfig(name: DeployableName, env: Environment): ServiceConfig {
  return { ...serviceConfigOf(name, parseEnv(ServiceEnvironment, withStandardNames(env))), ...kafkaSettingsOf(env) };
}

/** For an app whose settings class extends {@link ServiceEnvironment}; {@link kafkaSettingsOf} adds those of Kafka. */
export function serviceConfigOf(name: DeployableName, env: ServiceEnvironment): ServiceConfig {
  const urls = withPasswords(databaseUrlsOf(env), env.HUYING_SECRETS_DIR);
  const tracing = tracingOf(env);
  return {
    name,
    databaseUrl: urls.HUYING_DATABASE_URL,
    ...(urls.HUYING_OWNER_DATABASE_URL === undefined ? {} : { ownerDatabaseUrl: urls.HUYING_OWNER_DATABASE_URL }),
    logUrls: logUrlsOf(urls),
    keysDatabaseUrl: urls.HUYING_KEYS_DATABASE_URL,
    secrets: readSecrets(env.HUYING_SECRETS_DIR),
    evidenceDir: env.HUYING_EVIDENCE_DIR,
    host: env.HUYING_HOST,
    port: env.HUYING_PORT,
    bus: env.HUYING_BUS,
    demo: env.HUYING_DEMO === 'on',
    logLevel: env.HUYING_LOG_LEVEL,
    ...(tracing === undefined ? {} : { tracing }),
  };
}

const databaseUrlsOf = (env: ServiceEnvironment) => ({
  HUYING_DATABASE_URL: env.HUYING_DATABASE_URL,
  HUYING_OWNER_DATABASE_URL: env.HUYING_OWNER_DATABASE_URL,
  HUYING_KEYS_DATABASE_URL: env.HUYING_KEYS_DATABASE_URL,
  HUYING_READ_INTAKE_URL: env.HUYING_READ_INTAKE_URL,
  HUYING_READ_DISPATCH_URL: env.HUYING_READ_DISPATCH_URL,
  HUYING_READ_VOLUNTEERS_URL: env.HUYING_READ_VOLUNTEERS_URL,
  HUYING_READ_REPORTING_URL: env.HUYING_READ_REPORTING_URL,
  HUYING_READ_AUDIT_URL: env.HUYING_READ_AUDIT_URL,
});

function logUrlsOf(urls: ReturnType<typeof databaseUrlsOf>): ServiceConfig['logUrls'] {
  const ofService: Record<ServiceName, string | undefined> = {
    intake: urls.HUYING_READ_INTAKE_URL,
    dispatch: urls.HUYING_READ_DISPATCH_URL,
    volunteers: urls.HUYING_READ_VOLUNTEERS_URL,
    reporting: urls.HUYING_READ_REPORTING_URL,
    audit: urls.HUYING_READ_AUDIT_URL,
  };
  return Object.fromEntries(Object.entries(ofService).filter(([, url]) => url !== undefined));
}

/** Reads the secrets that every service holds. Keys are kept as key objects, which no log line can print. */
export function readSecrets(folder: string): ServiceSecrets {
  const faults: string[] = [];
  const read = <T>(file: string, use: (content: Buffer) => T): T | undefined => {
    try {
      return use(readFileSync(join(folder, file)));
    } catch (error) {
      faults.push(
        `HUYING_SECRETS_DIR: ${file} ${error instanceof Error && 'code' in error && error.code === 'ENOENT' ? 'is missing' : 'is not usable'}`,
      );
      return undefined;
    }
  };
  const gatewayPublicKey = read('gateway-public.pem', ed25519);
  const requestDigestKey = read('request-digest.key', (content) => createSecretKey(atLeast32(content)));
  const masterKey = read('master.key', exactly32);
  if (gatewayPublicKey === undefined || requestDigestKey === undefined || masterKey === undefined) throw new ConfigurationFault(faults);
  return { gatewayPublicKey, requestDigestKey, masterKey };
}

function ed25519(content: Buffer): KeyObject {
  const key = createPublicKey(content);
  if (key.asymmetricKeyType !== 'ed25519') throw new RangeError('not an Ed25519 key');
  return key;
}

function atLeast32(content: Buffer): Buffer {
  if (content.length < 32) throw new RangeError('shorter than 32 bytes');
  return content;
}

function exactly32(content: Buffer): Buffer {
  if (content.length !== 32) throw new RangeError('not 32 bytes');
  return content;
}
