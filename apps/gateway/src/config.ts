import { createPrivateKey, createSecretKey, type KeyObject } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { ServiceName } from '@huying/contracts';
import { ConfigurationFault, parseEnv, withPasswords } from '@huying/platform';
import { kafkaSettingsOf, tracingOf, withStandardNames } from '@huying/platform-nest';
import { isLoopback } from './dev/demo-only.js';
import type { GatewayConfig, RateLimits } from './gateway-config.js';
import { GatewayEnvironment } from './gateway-environment.js';
import { eventsKept } from './live/live-updates.js';
import { httpTransport } from './transports/http-transport.js';
import type { ServiceTransport } from './transports/service-transport.js';

/** A person does not click faster; an address may be a whole community centre. */
const usualLimits: RateLimits = { perPerson: 600, perAddress: 6_000 };
/** On a machine of its own, everything comes from one address: the demonstration, an import, a bench. */
const demoLimits: RateLimits = { perPerson: 0, perAddress: 0 };

/**
 * The gateway's configuration from its environment.
 *
 * @param transports ways to services in this process; the others are reached by their URLs.
 * @throws ConfigurationFault once, naming every key and file at fault.
 */
export function loadGatewayConfig(
  env: Readonly<Record<string, string | undefined>>,
  transports: Readonly<Partial<Record<ServiceName, ServiceTransport>>> = {},
): GatewayConfig {
  const settings = parseEnv(GatewayEnvironment, withStandardNames(env));
  const tracing = tracingOf(settings);
  const demo = settings.HUYING_DEMO === 'on';
  const urls = withPasswords(
    {
      HUYING_DATABASE_URL: settings.HUYING_DATABASE_URL,
      HUYING_OWNER_DATABASE_URL: settings.HUYING_OWNER_DATABASE_URL,
      HUYING_READ_INTAKE_URL: settings.HUYING_READ_INTAKE_URL,
      HUYING_READ_DISPATCH_URL: settings.HUYING_READ_DISPATCH_URL,
      HUYING_READ_VOLUNTEERS_URL: settings.HUYING_READ_VOLUNTEERS_URL,
    },
    settings.HUYING_SECRETS_DIR,
  );
  const limits = demo && isLoopback(settings.HUYING_HOST) ? demoLimits : usualLimits;
  return {
    name: 'gateway',
    databaseUrl: urls.HUYING_DATABASE_URL,
    ...(urls.HUYING_OWNER_DATABASE_URL === undefined ? {} : { ownerDatabaseUrl: urls.HUYING_OWNER_DATABASE_URL }),
    logUrls: {
      intake: urls.HUYING_READ_INTAKE_URL,
      dispatch: urls.HUYING_READ_DISPATCH_URL,
      volunteers: urls.HUYING_READ_VOLUNTEERS_URL,
    },
    host: settings.HUYING_HOST,
    port: settings.HUYING_PORT,
    bus: settings.HUYING_BUS,
    ...kafkaSettingsOf(env),
    demo,
    logLevel: settings.HUYING_LOG_LEVEL,
    ...(tracing === undefined ? {} : { tracing }),
    ...readKeys(settings.HUYING_SECRETS_DIR),
    ...(settings.HUYING_OIDC_ISSUER === undefined
      ? {}
      : { oidc: { issuer: settings.HUYING_OIDC_ISSUER, audience: settings.HUYING_OIDC_AUDIENCE } }),
    limits: {
      perPerson: settings.HUYING_CALLS_PER_PERSON_PER_MINUTE ?? limits.perPerson,
      perAddress: settings.HUYING_CALLS_PER_ADDRESS_PER_MINUTE ?? limits.perAddress,
    },
    live: { kept: eventsKept, perPerson: settings.HUYING_STREAMS_PER_PERSON, inAll: settings.HUYING_STREAMS_MAX },
    ...(settings.HUYING_TRUSTED_PROXIES === undefined ? {} : { trustProxy: settings.HUYING_TRUSTED_PROXIES.split(',') }),
    ...(settings.HUYING_METRICS_PORT === undefined
      ? {}
      : { metrics: { host: settings.HUYING_METRICS_HOST, port: settings.HUYING_METRICS_PORT } }),
    transports: { ...httpTransports(settings), ...transports },
  };
}

function httpTransports(settings: GatewayEnvironment): GatewayConfig['transports'] {
  const urls: Record<ServiceName, string | undefined> = {
    intake: settings.HUYING_INTAKE_URL,
    dispatch: settings.HUYING_DISPATCH_URL,
    volunteers: settings.HUYING_VOLUNTEERS_URL,
    reporting: settings.HUYING_REPORTING_URL,
    audit: settings.HUYING_AUDIT_URL,
  };
  return Object.fromEntries(Object.entries(urls).flatMap(([name, url]) => (url === undefined ? [] : [[name, httpTransport(url)]])));
}

function readKeys(folder: string): { readonly gatewayPrivateKey: KeyObject; readonly installationKey: KeyObject } {
  const faults: string[] = [];
  const read = (file: string, use: (content: Buffer) => KeyObject): KeyObject | undefined => {
    try {
      return use(readFileSync(join(folder, file)));
    } catch {
      faults.push(`HUYING_SECRETS_DIR: ${file} is missing or not usable`);
      return undefined;
    }
  };
  const gatewayPrivateKey = read('gateway-private.pem', createPrivateKey);
  const installationKey = read('request-digest.key', createSecretKey);
  if (gatewayPrivateKey === undefined || installationKey === undefined) throw new ConfigurationFault(faults);
  return { gatewayPrivateKey, installationKey };
}
