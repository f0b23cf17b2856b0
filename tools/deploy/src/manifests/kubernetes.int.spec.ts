import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { deployables } from '@huying/contracts';
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
    expect(JSON.stringify(manifests)).not.toMatch(/:\/\/[^"@/]*:[^"@/]*@|PRIVATE KEY|"[^"]*PASSWORD[^"]*"/);
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

  it('denies every connection that no policy allows', () => {
    const policy = manifests.find(({ kind, metadata }) => kind === 'NetworkPolicy' && metadata.name === 'deny-by-default');

    expect(policy?.spec).toStrictEqual({ podSelector: {}, policyTypes: ['Ingress', 'Egress'] });
  });
});
