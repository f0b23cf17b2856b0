import { createSecretKey, generateKeyPairSync, randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createAudit, type AuditConfig } from '@huying/audit';
import { routes, services, type ServiceName } from '@huying/contracts';
import { createDispatch } from '@huying/dispatch';
import { createIntake } from '@huying/intake';
import type { RunningService } from '@huying/platform-nest';
import { createReporting } from '@huying/reporting';
import { createTestDatabase, type TestDatabase } from '@huying/testing';
import { busForSpecs } from '@huying/testing-bus';
import { createVolunteers } from '@huying/volunteers';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

const create: Readonly<Record<ServiceName, (config: AuditConfig) => Promise<RunningService>>> = {
  intake: createIntake,
  dispatch: createDispatch,
  volunteers: createVolunteers,
  reporting: createReporting,
  audit: createAudit,
};
const databases = new Map<ServiceName | 'keys', TestDatabase>();
const running: RunningService[] = [];
/** Audit keeps what it has published here, and refuses to start on what another run has left. */
const ledgerFolder = mkdtempSync(join(tmpdir(), 'huying-ledger-'));
const urlOf = (name: ServiceName | 'keys', role: 'ownerUrl' | 'applicationUrl' | 'readerUrl'): string => databases.get(name)?.[role] ?? '';
const secrets = {
  gatewayPublicKey: generateKeyPairSync('ed25519').publicKey,
  requestDigestKey: createSecretKey(randomBytes(32)),
  masterKey: randomBytes(32),
};

beforeAll(async () => {
  const names = [...services, 'keys'] as const;
  await Promise.all(names.map(async (name) => databases.set(name, await createTestDatabase({ service: name }))));
  const logUrls = Object.fromEntries(services.map((name) => [name, urlOf(name, 'readerUrl')]));
  const bus = await busForSpecs();
  const started = services.map((name) =>
    create[name]({
      name,
      databaseUrl: urlOf(name, 'applicationUrl'),
      ownerDatabaseUrl: urlOf(name, 'ownerUrl'),
      logUrls,
      keysDatabaseUrl: databases.get('keys')?.urlOf(`huying_${name}_keys`) ?? '',
      secrets,
      evidenceDir: '/nowhere',
      host: '127.0.0.1',
      port: 0,
      ...bus.settings,
      demo: true,
      logLevel: 'silent',
      ledger: { origin: 'spec.example/log', keys: [generateKeyPairSync('ed25519').privateKey], folder: ledgerFolder },
    }),
  );
  running.push(...(await Promise.all(started)));
});
afterAll(async () => {
  await Promise.all(running.map((service) => service.close()));
  await Promise.all([...databases.values()].map((database) => database.drop()));
  rmSync(ledgerFolder, { recursive: true, force: true });
});

/** `/v1/cases/:caseId` and `/v1/cases/{caseId}` alike; what a parameter is called is the controller's own affair. */
const normal = (path: string): string => path.replaceAll(/:\w+|\{\w+\}/g, '{}');

describe.each(services)('%s', (name) => {
  it('serves every route of the public API that is its own, and nothing else under /v1', () => {
    const service = running.find((one) => one.name === name);
    const fastify = service?.app.getHttpAdapter().getInstance() as unknown as { servedRoutes(): readonly string[] } | undefined;
    const served = (fastify?.servedRoutes() ?? []).filter((route) => route.includes(' /v1/')).map(normal);
    const rows = routes.filter(({ service }) => service === name).map(({ method, path }) => `${method} ${normal(path)}`);

    expect(served.sort()).toStrictEqual(rows.sort());
  });
});
