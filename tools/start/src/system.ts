import { mkdir } from 'node:fs/promises';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { deployables, services, type DeployableName, type ServiceName } from '@huying/contracts';
import { freePort } from '@huying/platform/embedded-postgres';
import { builtFile } from './built-file.js';
import { provisionDatabases } from './databases.js';
import { environmentOf, type Installation } from './environments.js';
import { lockInstallation } from './installation-lock.js';
import { endLeftOverProcesses, ProcessRecord } from './left-over-processes.js';
import { writeMetricsTargets } from './metrics-targets.js';
import { startBroker, startDatabase } from './servers.js';
import { openSecrets, type InstallationSecrets } from './secrets.js';
import type { StartSettings } from './settings.js';
import { StartFault } from './start-fault.js';
import { refuseUnfinishedRestore } from './unfinished-restore.js';
import { supervise, type ProcessDescription, type Supervision } from './supervised-process.js';

export type SystemStep =
  | 'left-over-stopped'
  | 'creating-database'
  | 'starting-database'
  | 'fetching-broker'
  | 'creating-broker'
  | 'starting-broker'
  | 'starting-services';

/** What happens while the system starts and runs, for whoever shows it. */
export interface SystemEvents {
  readonly onStep?: (step: SystemStep) => void;
  /** A process died unasked and is started again. */
  readonly onDeath?: (name: string, how: string) => void;
}

export interface RunningSystem {
  /** `http://127.0.0.1:8080` */
  readonly gateway: string;
  /** Where a service listens; it takes calls that the gateway has signed, and no others. */
  readonly urlOf: (service: ServiceName) => string;
  readonly settings: StartSettings;
  readonly secrets: InstallationSecrets;
  readonly logsDir: string;
  /** The URL of PostgreSQL's superuser, for one database. */
  readonly adminUrl: (database?: string) => string;
  /** `127.0.0.1:9092`, where the bus is Kafka. */
  readonly brokers?: string;
  /** Every process of the system that runs now, PostgreSQL's server and the Kafka broker included. */
  readonly processes: () => ReadonlyMap<string, number | undefined>;
  /**
   * Starts a second instance of a service beside the first, on a port of its own that the gateway does not call: it relays and consumes.
   * It is stopped with the system. A launcher is the command before its own, which places it somewhere else (`ip netns exec`).
   */
  readonly startAnother: (
    service: ServiceName,
    where?: { readonly port: number; readonly launcher: readonly string[] },
  ) => Promise<Supervision>;
  /** Gateway first, then services, then the broker, then PostgreSQL; within 10 seconds. */
  readonly stop: () => Promise<void>;
}

/**
 * Brings the embedded system up on its data folder and keeps it up until it is stopped (DESIGN §11).
 *
 * @param given up: stops what had been started and throws.
 */
export async function startSystem(
  settings: StartSettings,
  events: SystemEvents = {},
  given: AbortSignal = new AbortController().signal,
): Promise<RunningSystem> {
  const undo: (() => Promise<unknown>)[] = [];
  const undoAll = async (): Promise<void> => {
    for (const step of undo.reverse()) await step();
  };
  try {
    const { dataDir } = settings;
    const lock = await lockInstallation(dataDir);
    undo.push(() => lock.release());
    await refuseUnfinishedRestore(dataDir);
    if ((await endLeftOverProcesses(dataDir)) > 0) events.onStep?.('left-over-stopped');
    const port = await claimPort(settings.port);
    const logsDir = join(dataDir, 'logs');
    await mkdir(logsDir, { recursive: true });
    const secrets = await openSecrets(dataDir);

    const database = await startDatabase(dataDir, logsDir, secrets, events);
    undo.push(() => database.stop());
    given.throwIfAborted();
    const broker = await startBroker(settings, logsDir, events);
    if (broker !== undefined) undo.push(() => broker.stop());
    given.throwIfAborted();
    await provisionDatabases(database.current(), secrets);

    events.onStep?.('starting-services');
    const ports = await choosePorts(port);
    const installation = {
      settings,
      secrets,
      postgres: database.current(),
      kafka: broker?.current(),
      ports,
      metricsPort: await freePort(),
    };
    await writeMetricsTargets(installation);
    const start = startsProcesses(installation, events, given);
    const running = await startProcesses(installation, logsDir, start, undo);
    return {
      gateway: `http://127.0.0.1:${String(port)}`,
      urlOf: (service) => `http://127.0.0.1:${String(ports[service])}`,
      settings,
      secrets,
      logsDir,
      adminUrl: (name) => database.current().url(name),
      ...(broker === undefined ? {} : { brokers: broker.current().brokers }),
      processes: () =>
        new Map([
          ...running.map(({ name, pid }) => [name, pid()] as const),
          ['postgres', database.current().pid],
          ...(broker === undefined ? [] : [['kafka', broker.current().pid] as const]),
        ]),
      async startAnother(service, where) {
        const place = { ...installation, ports: { ...ports, [service]: where?.port ?? (await freePort()) } };
        const description = { ...oneOf(service, place, logsDir), name: `another ${service}` };
        const another = await start(where === undefined ? description : { ...description, launcher: where.launcher });
        undo.push(() => another.stop(stopPatienceMs));
        return another;
      },
      stop: undoAll,
    };
  } catch (fault) {
    await undoAll();
    throw fault;
  }
}

type Start = (description: ProcessDescription) => Promise<Supervision>;

const stopPatienceMs = 3_000;

/** Starts processes of an installation, each remembered for whoever must end what a killed launcher leaves. */
function startsProcesses({ settings }: Installation, events: SystemEvents, given: AbortSignal): Start {
  const record = new ProcessRecord(settings.dataDir);
  const watch = { onSpawn: (name: string, pid: number) => record.remember(name, pid), ...events };
  return (description) => supervise(description, watch, given);
}

async function startProcesses(
  installation: Installation,
  logsDir: string,
  start: Start,
  undo: (() => Promise<unknown>)[],
): Promise<readonly Supervision[]> {
  const group = async (descriptions: readonly ProcessDescription[]): Promise<Supervision[]> => {
    const outcomes = await Promise.allSettled(descriptions.map(start));
    const started = outcomes.flatMap((outcome) => (outcome.status === 'fulfilled' ? [outcome.value] : []));
    undo.push(() => Promise.all(started.map((supervision) => supervision.stop(stopPatienceMs))));
    const failed = outcomes.find((outcome) => outcome.status === 'rejected');
    if (failed !== undefined) throw failed.reason;
    return started;
  };
  if (!installation.settings.processes) return group([allInOne(installation, logsDir)]);
  // The gateway last, so that it never answers for services that are not there, and first to go, so that nothing is cut off half way.
  const owners = await group(services.map((name) => oneOf(name, installation, logsDir)));
  return [...owners, ...(await group([oneOf('gateway', installation, logsDir)]))];
}

function oneOf(name: DeployableName, installation: Installation, logsDir: string): ProcessDescription {
  return {
    name,
    main: builtFile(`../../../apps/${name}/dist/main.js`),
    environment: environmentOf(name, installation),
    logFile: join(logsDir, `${name}.log`),
    readyUrl: `http://127.0.0.1:${String(installation.ports[name])}/health/ready`,
  };
}

function allInOne(installation: Installation, logsDir: string): ProcessDescription {
  return {
    name: 'huying',
    main: builtFile('./host.js'),
    environment: {},
    message: Object.fromEntries(deployables.map((name) => [name, environmentOf(name, installation)])),
    logFile: join(logsDir, 'huying.log'),
    readyUrl: `http://127.0.0.1:${String(installation.ports.gateway)}/health/ready`,
  };
}

async function choosePorts(gateway: number): Promise<Installation['ports']> {
  const entries: [DeployableName, number][] = [];
  for (const service of services) entries.push([service, await freePort()]);
  return Object.fromEntries([...entries, ['gateway', gateway]]) as Record<DeployableName, number>;
}

/** The port to serve on, known to be free at this moment; 0 asks for any. */
async function claimPort(wanted: number): Promise<number> {
  if (wanted === 0) return freePort();
  await new Promise<void>((resolve, reject) => {
    const probe = createServer().once('error', (fault) => reject(portFault(wanted, fault)));
    probe.listen(wanted, '127.0.0.1', () => probe.close(() => resolve()));
  });
  return wanted;
}

function portFault(port: number, fault: NodeJS.ErrnoException): Error {
  if (fault.code === 'EADDRINUSE') {
    return new StartFault(
      `Port ${String(port)} is taken by another program. Stop that program, or set HUYING_PORT to another port.`,
      `端口 ${String(port)} 已被其他程序占用。请停止该程序，或将 HUYING_PORT 设为其他端口。`,
    );
  }
  if (fault.code === 'EACCES') {
    return new StartFault(
      `Port ${String(port)} may only be opened by an administrator. Set HUYING_PORT to a port above 1023.`,
      `端口 ${String(port)} 仅管理员可用。请将 HUYING_PORT 设为 1023 以上的端口。`,
    );
  }
  return fault;
}
