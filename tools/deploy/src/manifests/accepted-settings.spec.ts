import { execFileSync } from 'node:child_process';
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { loadAuditConfig } from '@huying/audit';
import type { DeployableName } from '@huying/contracts';
import { loadGatewayConfig } from '@huying/gateway';
import { parseEnv, withPasswords } from '@huying/platform';
import { loadServiceConfig, MigrationEnvironment } from '@huying/platform-nest';
import { loadProvisioning } from '../provision/provision-environment.js';
import { repository } from '../repository.spec.js';

/** Secrets as `make-secrets` makes them, for one run of specs. */
export function makeSecrets(): string {
  const folder = join(mkdtempSync(join(tmpdir(), 'huying-secrets-')), 'secrets');
  execFileSync(process.execPath, [join(repository, 'docker/make-secrets.mjs'), folder]);
  return folder;
}

/**
 * Loads the settings of the program that a container runs, by the program's own class.
 *
 * @param folder of that program's secrets.
 * @throws what the program would throw at its start.
 */
export function loadSettingsOf(program: string, env: Readonly<Record<string, string>>, folder: string): unknown {
  // Where containers have their secrets, the specs have them in a folder.
  const mounted = Object.entries(env).map(([name, value]) => [name, value.replace(/^\/run\/secrets\/huying(?=\/)/, folder)] as const);
  const settings = { HUYING_HOST: '0.0.0.0', HUYING_PORT: '8080', ...Object.fromEntries(mounted), HUYING_SECRETS_DIR: folder };
  const [, name, main] = /^(?:apps|tools)\/(\w+)\/dist\/(.*)\.js$/.exec(program) ?? [];
  if (main === 'provision/main') return loadProvisioning(settings);
  if (main === 'migrate') {
    const { HUYING_OWNER_DATABASE_URL } = parseEnv(MigrationEnvironment, settings);
    return withPasswords({ HUYING_OWNER_DATABASE_URL }, folder);
  }
  if (main === 'main' && name === 'gateway') return loadGatewayConfig(settings);
  if (main === 'main' && name === 'audit') return loadAuditConfig(settings);
  if (main === 'main') return loadServiceConfig(name as DeployableName, settings);
  throw new Error(`${program} is no program of ours`);
}
