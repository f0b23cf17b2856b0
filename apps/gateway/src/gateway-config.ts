import type { KeyObject } from 'node:crypto';
import type { ServiceName } from '@huying/contracts';
import type { MetricsAddress, ReadingSideConfig, TracingSettings } from '@huying/platform-nest';
import type { Clock, LogLevel } from '@huying/platform';
import type { LiveSettings } from './live/live-updates.js';
import type { ServiceTransport } from './transports/service-transport.js';

/** Calls that one person, and one address, may make in a minute. 0 = no limit. */
export interface RateLimits {
  readonly perPerson: number;
  readonly perAddress: number;
}

/** An OIDC provider that signs people in. */
export interface OidcSettings {
  readonly issuer: string;
  readonly audience: string;
}

export interface GatewayConfig extends ReadingSideConfig {
  readonly name: 'gateway';
  readonly host: string;
  readonly port: number;
  readonly demo: boolean;
  readonly logLevel: LogLevel;
  /** Left out, nothing is traced. */
  readonly tracing?: TracingSettings;
  readonly clock?: Clock;
  /** Signs every call to a service; nobody else holds it (DESIGN §2). */
  readonly gatewayPrivateKey: KeyObject;
  /** Secret of this installation's gateway; the demonstration's signing key and the setup link derive from it. */
  readonly installationKey: KeyObject;
  readonly oidc?: OidcSettings;
  readonly limits: RateLimits;
  /** Bounds of live updates. */
  readonly live: LiveSettings;
  /** Proxies whose X-Forwarded-For is believed: addresses or networks. */
  readonly trustProxy?: string[];
  /** A port for operators, with `/metrics`: the public one must not show them. Left out, there is none. */
  readonly metrics?: MetricsAddress;
  /** The way to each service; a service without one is answered 503. */
  readonly transports: Readonly<Partial<Record<ServiceName, ServiceTransport>>>;
}
