import { join } from 'node:path';
import { services, type DeployableName } from '@huying/contracts';
import type { EmbeddedKafka } from '@huying/platform/embedded-kafka';
import type { EmbeddedPostgres } from '@huying/platform/embedded-postgres';
import { databaseUrls } from './databases.js';
import type { InstallationSecrets } from './secrets.js';
import type { StartSettings } from './settings.js';

/** The environment of one deployable: everything that its `config.ts` reads. */
export type Environment = Readonly<Record<string, string>>;

export interface Installation {
  readonly settings: StartSettings;
  readonly secrets: InstallationSecrets;
  readonly postgres: EmbeddedPostgres;
  /** Where the bus is Kafka. */
  readonly kafka: EmbeddedKafka | undefined;
  /** Port of each deployable on loopback. */
  readonly ports: Readonly<Record<DeployableName, number>>;
  /** Of the gateway, for operators; every other deployable has its metrics on its own port. */
  readonly metricsPort: number;
}

export function environmentOf(
  deployable: DeployableName,
  { settings, secrets, postgres, kafka, ports, metricsPort }: Installation,
): Environment {
  const urls = databaseUrls(postgres, secrets, deployable);
  return {
    HUYING_DATABASE_URL: urls.application,
    HUYING_OWNER_DATABASE_URL: urls.owner,
    HUYING_KEYS_DATABASE_URL: urls.keys,
    ...Object.fromEntries(services.map((service) => [`HUYING_READ_${service.toUpperCase()}_URL`, urls.log(service)])),
    HUYING_SECRETS_DIR: secrets.folderOf(deployable),
    HUYING_EVIDENCE_DIR: join(settings.dataDir, 'evidence'),
    // Demonstration users and the embedded database are for this machine only (DESIGN §9).
    HUYING_HOST: '127.0.0.1',
    HUYING_PORT: String(ports[deployable]),
    HUYING_BUS: settings.bus,
    ...(kafka === undefined ? {} : { HUYING_KAFKA_BROKERS: kafka.brokers }),
    HUYING_DEMO: settings.demo ? 'on' : 'off',
    ...(settings.tracing === undefined
      ? {}
      : { HUYING_OTLP_ENDPOINT: settings.tracing.endpoint, HUYING_TRACE_RATIO: String(settings.tracing.sampleRatio) }),
    ...(deployable === 'gateway' ? gatewayEnvironment(settings, ports, metricsPort) : {}),
    ...(deployable === 'audit' ? ledgerEnvironment(settings) : {}),
  };
}

function gatewayEnvironment(settings: StartSettings, ports: Installation['ports'], metricsPort: number): Environment {
  return {
    HUYING_METRICS_PORT: String(metricsPort),
    // In one process the gateway calls the services without a socket.
    ...(settings.processes ? serviceUrls(ports) : {}),
    ...(settings.oidcIssuer === undefined ? {} : { HUYING_OIDC_ISSUER: settings.oidcIssuer }),
  };
}

/** The same for every embedded installation, whatever its port: their keys tell them apart. */
export const embeddedLedgerOrigin = 'huying.localhost/log';

const ledgerEnvironment = ({ dataDir }: StartSettings): Environment => ({
  HUYING_LEDGER_ORIGIN: embeddedLedgerOrigin,
  HUYING_LEDGER_DIR: join(dataDir, 'ledger'),
});

const serviceUrls = (ports: Installation['ports']): Environment =>
  Object.fromEntries(services.map((service) => [`HUYING_${service.toUpperCase()}_URL`, `http://127.0.0.1:${String(ports[service])}`]));
