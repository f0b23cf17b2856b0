import { execFile, spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { chmod, mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { services, type DeployableName } from '@huying/contracts';
import { freePort, startEmbeddedPostgres, temporaryDataFolder, type EmbeddedPostgres } from '@huying/platform/embedded-postgres';
import { busForSpecs, type BusForSpecs, type BusSettings } from '@huying/testing-bus';
import { repository } from '../repository.spec.js';

const run = promisify(execFile);

/** As the image's USER, where the spec may become another user; the tree is root's, so nothing there can be written. */
export const imageUser = process.getuid?.() === 0 ? { uid: 10_001, gid: 10_001 } : {};

export interface Finished {
  readonly code: number | null;
  readonly said: string;
}

/** The tree that an image holds, with secrets as `make-secrets` makes them and a PostgreSQL: what a production run starts from. */
export class ProductionRun {
  private readonly running: ChildProcess[] = [];
  private readonly ports = new Map<DeployableName, number>();

  private constructor(
    private readonly folder: string,
    private readonly postgres: EmbeddedPostgres,
    private readonly bus: BusForSpecs,
  ) {}

  readonly tree = (): string => join(this.folder, 'app');

  static async prepare(): Promise<ProductionRun> {
    const folder = await temporaryDataFolder('production');
    await run(process.execPath, [join(repository, 'docker/production-tree.mjs'), join(folder, 'app')]);
    await run(process.execPath, [join(repository, 'docker/make-secrets.mjs'), join(folder, 'secrets')]);
    await mkdir(join(folder, 'data'), { mode: 0o755 });
    for (const volume of ['evidence', 'ledger']) {
      await mkdir(join(folder, volume));
      await chmod(join(folder, volume), 0o1777);
    }
    const { stdout: password } = await run('cat', [join(folder, 'secrets/postgres/huying_admin.password')]);
    const postgres = await startEmbeddedPostgres({ dataDir: join(folder, 'data'), password, maxConnections: 200 });
    return new ProductionRun(folder, postgres, await busForSpecs());
  }

  /** A step that ends by itself: `tools/deploy/dist/provision/main.js`, `apps/intake/dist/migrate.js`. */
  async step(program: string, secretsOf: string, env: Readonly<Record<string, string>>): Promise<Finished> {
    const child = this.start(program, secretsOf, env);
    const said: string[] = [];
    for (const stream of [child.stdout, child.stderr]) stream?.on('data', (chunk: Buffer) => said.push(chunk.toString()));
    const [code] = (await once(child, 'close')) as [number | null];
    return { code, said: said.join('') };
  }

  /** Starts what stays up, and resolves to its port once it answers that it lives. */
  async serve(name: DeployableName, env: Readonly<Record<string, string>>): Promise<number> {
    const port = await freePort();
    const child = this.start(`apps/${name}/dist/main.js`, name, { ...env, HUYING_PORT: String(port) });
    const said: string[] = [];
    child.stderr?.on('data', (chunk: Buffer) => said.push(chunk.toString()));
    const ended = once(child, 'close').then(() => Promise.reject(new Error(`${name} ended: ${said.join('')}`)));
    const line = new Promise<void>((resolve) => child.stdout?.on('data', (chunk: Buffer) => chunk.includes('"listening"') && resolve()));
    await Promise.race([line, ended]);
    ended.catch(() => undefined);
    this.ports.set(name, port);
    return port;
  }

  private start(program: string, secretsOf: string, env: Readonly<Record<string, string>>): ChildProcess {
    const child = spawn(process.execPath, [program], {
      cwd: this.tree(),
      ...imageUser,
      env: { NODE_ENV: 'production', HUYING_SECRETS_DIR: join(this.folder, 'secrets', secretsOf), ...env },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    this.running.push(child);
    return child;
  }

  /** A URL without a password, as a ConfigMap holds it. */
  readonly urlOf = (role: string, database: string): string => `postgresql://${role}@127.0.0.1:${this.postgres.port}/${database}`;

  environmentOf(name: DeployableName): Record<string, string> {
    const own: Record<string, string> = {
      HUYING_DATABASE_URL: this.urlOf(`huying_${name}_app`, `huying_${name}`),
      HUYING_HOST: '127.0.0.1',
      ...busEnvironment(this.bus.settings),
      ...Object.fromEntries(
        services.map((service) => [`HUYING_READ_${service.toUpperCase()}_URL`, this.urlOf(`huying_${name}_reader`, `huying_${service}`)]),
      ),
    };
    if (name === 'gateway') {
      const wayTo = (service: DeployableName): string => `http://127.0.0.1:${this.ports.get(service) ?? 0}`;
      const ways = Object.fromEntries(services.map((service) => [`HUYING_${service.toUpperCase()}_URL`, wayTo(service)]));
      return { ...own, HUYING_OIDC_ISSUER: 'https://issuer.example', ...ways };
    }
    const ledger = { HUYING_LEDGER_ORIGIN: 'huying.example/log', HUYING_LEDGER_DIR: join(this.folder, 'ledger') };
    return {
      ...own,
      ...(name === 'audit' ? ledger : {}),
      HUYING_KEYS_DATABASE_URL: this.urlOf(`huying_${name}_keys`, 'huying_keys'),
      HUYING_EVIDENCE_DIR: join(this.folder, 'evidence'),
    };
  }

  /** Asks everything to end as an engine does, and tells the exit codes. */
  async stopServices(): Promise<readonly (number | null)[]> {
    return Promise.all(
      this.running
        .filter(({ exitCode, signalCode }) => exitCode === null && signalCode === null)
        .map(async (child) => {
          child.kill('SIGTERM');
          return ((await once(child, 'close')) as [number | null])[0];
        }),
    );
  }

  async end(): Promise<void> {
    for (const child of this.running) child.kill('SIGKILL');
    await this.bus.close();
    await this.postgres.stop();
    await rm(this.folder, { recursive: true, force: true });
  }
}

function busEnvironment(settings: BusSettings): Record<string, string> {
  if (settings.bus === 'postgres') return {};
  const { connection, topics } = settings.kafka;
  return {
    HUYING_BUS: 'kafka',
    HUYING_KAFKA_BROKERS: connection.brokers.join(','),
    HUYING_KAFKA_PREFIX: topics.prefix,
    HUYING_KAFKA_PARTITIONS: String(topics.partitions),
  };
}
