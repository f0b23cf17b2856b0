import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse, parseAllDocuments } from 'yaml';
import { repository } from '../repository.spec.js';

/** What the specs look at of a container, in Kubernetes' own words. */
export interface Container {
  readonly name: string;
  readonly image: string;
  readonly args: readonly string[];
  readonly env?: readonly { readonly name: string; readonly value?: string }[];
  readonly ports?: readonly { readonly name: string; readonly containerPort: number }[];
  readonly envFrom?: readonly { readonly configMapRef: { readonly name: string } }[];
  readonly securityContext?: unknown;
  readonly resources?: unknown;
  readonly volumeMounts?: readonly { readonly name: string; readonly mountPath: string; readonly readOnly?: boolean }[];
  readonly startupProbe?: unknown;
  readonly livenessProbe?: unknown;
  readonly readinessProbe?: unknown;
}
export interface PodSpec {
  readonly containers: readonly Container[];
  readonly securityContext?: unknown;
  readonly automountServiceAccountToken?: boolean;
  readonly volumes?: readonly { readonly name: string; readonly secret?: { readonly secretName: string } }[];
}
export interface Manifest {
  readonly kind: string;
  readonly metadata: { readonly name: string };
  readonly data?: Readonly<Record<string, string>>;
  readonly spec?: {
    readonly template?: { readonly spec: PodSpec };
    readonly podSelector?: unknown;
    readonly policyTypes?: readonly string[];
    readonly ingress?: readonly unknown[];
    readonly egress?: readonly { readonly ports?: readonly { readonly port: number; readonly endPort?: number }[] }[];
  };
}

/** Undefined where nothing that renders overlays can be had; with CI=true that is a failure. */
export function renderOverlay(name: string): readonly Manifest[] | undefined {
  const { status, stdout, stderr } = spawnSync(process.execPath, [join(repository, 'tools/deploy/checks/render.mjs'), name], {
    encoding: 'utf8',
  });
  if (status === 0) return parseAllDocuments(stdout).map((document) => document.toJS() as Manifest);
  if (status !== 3 || process.env['CI'] === 'true') throw new Error(`k8s/overlays/${name} cannot be rendered: ${stderr}`);
  console.error(`!! SKIPPED 已跳过: k8s/overlays/${name} cannot be rendered here (${stderr.trim()})`);
  return undefined;
}

/** Its environment: settings first, then its own, in which `$(NAME)` stands for what came before. */
export function environmentOf(container: Container, manifests: readonly Manifest[]): Record<string, string> {
  const env: Record<string, string> = {};
  for (const { configMapRef } of container.envFrom ?? []) {
    Object.assign(env, manifests.find(({ kind, metadata }) => kind === 'ConfigMap' && metadata.name === configMapRef.name)?.data);
  }
  for (const { name, value = '' } of container.env ?? [])
    env[name] = value.replace(/\$\((\w+)\)/g, (whole, key: string) => env[key] ?? whole);
  return env;
}

export interface ComposeService {
  readonly image: string;
  readonly command?: readonly string[];
  readonly user?: string;
  readonly environment?: Readonly<Record<string, string>>;
  readonly ports?: readonly string[];
  readonly volumes?: readonly unknown[];
  readonly depends_on?: unknown;
  readonly [setting: string]: unknown;
}

/** A compose file's services, merge keys resolved, variables not. */
export function composeServices(file: string): Readonly<Record<string, ComposeService>> {
  const text = readFileSync(join(repository, 'docker', file), 'utf8');
  return (parse(text, { merge: true, maxAliasCount: -1 }) as { services: Record<string, ComposeService> }).services;
}
