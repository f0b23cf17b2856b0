import { readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { deployables } from '@huying/contracts';
import type { ServiceConfig } from '@huying/platform-nest';
import { afterAll, describe, expect, it } from 'vitest';
import { loadSettingsOf, makeSecrets } from './accepted-settings.spec.js';
import { environmentOf, renderOverlay, type Container, type Manifest, type PodSpec } from './rendered.spec.js';

const secrets = makeSecrets();
afterAll(() => rmSync(join(secrets, '..'), { recursive: true }));

const overlays = (['small', 'city'] as const).flatMap((name) => {
  const manifests = renderOverlay(name);
  return manifests === undefined ? [] : [[name, manifests] as const];
});

interface Workload {
  readonly kind: string;
  readonly name: string;
  readonly pod: PodSpec;
  readonly container: Container;
}
const workloadsIn = (manifests: readonly Manifest[]): readonly Workload[] =>
  manifests.flatMap(({ kind, metadata, spec }) =>
    (spec?.template?.spec.containers ?? []).map((container) => ({
      kind,
      name: metadata.name,
      pod: spec?.template?.spec as PodSpec,
      container,
    })),
  );
const named = (manifests: readonly Manifest[], kind: string): readonly string[] =>
  manifests.filter((one) => one.kind === kind).map(({ metadata }) => metadata.name);

const policyOf = (manifests: readonly Manifest[], name: string): Manifest['spec'] =>
  manifests.find(({ kind, metadata }) => kind === 'NetworkPolicy' && metadata.name === name)?.spec;

describe.skipIf(overlays.length === 0).each(overlays)('the overlay %s', (_, manifests) => {
  const workloads = workloadsIn(manifests);

  it('runs every deployable, each with an address, an account and a disruption budget, and a migration step of its own', () => {
    for (const kind of ['Deployment', 'Service', 'ServiceAccount', 'PodDisruptionBudget'])
      expect([...named(manifests, kind)].sort(), kind).toStrictEqual([...deployables].sort());
    expect([...named(manifests, 'Job')].sort()).toStrictEqual([...deployables.map((name) => `${name}-migrate`), 'provision'].sort());
  });

  it.each(workloads.map((workload) => [workload.name, workload] as const))(
    'lets %s do nothing that it need not',
    (_name, { pod, container }) => {
      expect(pod).toMatchObject({
        automountServiceAccountToken: false,
        securityContext: { runAsNonRoot: true, runAsUser: 10_001, seccompProfile: { type: 'RuntimeDefault' } },
      });
      expect(container.securityContext).toStrictEqual({
        allowPrivilegeEscalation: false,
        readOnlyRootFilesystem: true,
        capabilities: { drop: ['ALL'] },
      });
      const amounts = { cpu: expect.anything() as unknown, memory: expect.anything() as unknown };
      expect(container.resources).toStrictEqual({ requests: amounts, limits: amounts });
      expect(container.image).toMatch(/:\d[\w.-]*$/);
    },
  );

  it('asks every service whether it has started, lives and is ready', () => {
    for (const { container, name } of workloads.filter(({ kind }) => kind === 'Deployment')) {
      expect(container.startupProbe, name).toBeDefined();
      expect(container.livenessProbe, name).toMatchObject({ httpGet: { path: '/health/live' } });
      expect(container.readinessProbe, name).toMatchObject({ httpGet: { path: '/health/ready' } });
    }
  });

  it('holds no secret, only references to them, each program its own', () => {
    expect(named(manifests, 'Secret')).toStrictEqual([]);
    expect(JSON.stringify(manifests)).not.toMatch(/:\/\/[^"@/]*:[^"@/]*@|PRIVATE KEY|"[^"]*PASSWORD(?!_FILE")[^"]*"/);
    for (const { name, pod, container } of workloads) {
      expect(pod.volumes?.flatMap(({ secret }) => (secret === undefined ? [] : [secret.secretName]))).toStrictEqual([`huying-${name}`]);
      expect(container.volumeMounts?.find((mount) => mount.name === 'secrets')).toMatchObject({ readOnly: true });
    }
  });

  it('gives the owner and the administrator of the databases to steps only', () => {
    for (const { name, kind, container } of workloads.filter((workload) => workload.kind !== 'Job')) {
      const env = Object.keys(environmentOf(container, manifests));
      expect(
        env.filter((key) => /OWNER|ADMIN/.test(key)),
        `${kind} ${name}`,
      ).toStrictEqual([]);
    }
  });

  it.each(workloads.map((workload) => [workload.name, workload] as const))(
    'configures %s as it wants to be configured',
    (name, { container }) => {
      const program = container.args[0] ?? '';

      expect(() => loadSettingsOf(program, environmentOf(container, manifests), join(secrets, name))).not.toThrow();
      expect(() => loadSettingsOf(program, {}, join(secrets, name)), 'and not without settings').toThrow();
    },
  );

  it('puts every service and the gateway on Kafka: by TLS, each as its own user, over topics that outlive a broker', () => {
    const egress = policyOf(manifests, 'to-postgres-and-kafka')?.egress?.flatMap(({ ports = [] }) => ports) ?? [];
    for (const { name, container } of workloads.filter(({ kind }) => kind === 'Deployment')) {
      const loaded = loadSettingsOf(container.args[0] ?? '', environmentOf(container, manifests), join(secrets, name)) as ServiceConfig;
      expect(loaded.bus, name).toBe('kafka');
      expect(loaded.kafka, name).toMatchObject({
        connection: {
          tls: true,
          sasl: {
            mechanism: 'scram-sha-512',
            username: `huying-${name}`,
            password: readFileSync(join(secrets, name, 'kafka.password'), 'utf8'),
          },
        },
        topics: { replicas: 3, minInSyncReplicas: 2 },
      });
      for (const broker of loaded.kafka?.connection.brokers ?? []) {
        const port = Number(broker.split(':')[1]);
        expect(
          egress.some((open) => open.port <= port && port <= (open.endPort ?? open.port)),
          broker,
        ).toBe(true);
      }
    }
  });

  it('shows metrics to those who scrape, and the gateway’s on a port of its own that the door does not open', () => {
    const scrapers = [
      { namespaceSelector: { matchLabels: { 'huying/scrapes': 'yes' } }, podSelector: { matchLabels: { 'huying/scrapes': 'yes' } } },
    ];
    const gateway = workloads.find(({ kind, name }) => kind === 'Deployment' && name === 'gateway')?.container;
    const port = gateway?.ports?.find(({ name }) => name === 'metrics')?.containerPort ?? 0;
    expect(gateway === undefined ? undefined : environmentOf(gateway, manifests)).toMatchObject({
      HUYING_METRICS_HOST: '0.0.0.0',
      HUYING_METRICS_PORT: String(port),
    });
    expect(policyOf(manifests, 'metrics-of-door')).toStrictEqual({
      podSelector: { matchLabels: { 'app.kubernetes.io/component': 'door' } },
      policyTypes: ['Ingress'],
      ingress: [{ from: scrapers, ports: [{ protocol: 'TCP', port }] }],
    });
    expect(policyOf(manifests, 'metrics-of-services')).toMatchObject({ ingress: [{ from: scrapers, ports: [{ port: 8080 }] }] });
    expect(policyOf(manifests, 'door-is-open')?.ingress).toStrictEqual([{ ports: [{ protocol: 'TCP', port: 8080 }] }]);
  });

  it('denies every connection that no policy allows', () => {
    expect(policyOf(manifests, 'deny-by-default')).toStrictEqual({ podSelector: {}, policyTypes: ['Ingress', 'Egress'] });
  });
});
