import { auditConsumer, auditReadModels } from '@huying/audit';
import { deployables, services, type DeployableName, type ServiceName } from '@huying/contracts';
import { dispatchReadModels } from '@huying/dispatch';
import { differencesFromRebuild, type ReadModel } from '@huying/event-bus';
import { createLogReader, type LogReader } from '@huying/event-store';
import { heldRoles } from '@huying/gateway';
import { intakeReadModels } from '@huying/intake';
import { rolesOf } from '@huying/platform/provisioning';
import { reportingConsumer, reportingReadModels } from '@huying/reporting';
import { volunteersConsumer, volunteersReadModels } from '@huying/volunteers';
import type { RunningSystem } from '@huying/start';
import pg from 'pg';
import { setTimeout as pause } from 'node:timers/promises';
import { areQuiet, type Lag } from './quiet.js';

/** Who keeps which read models from which logs, as each service declares it. */
const keepers: Readonly<
  Record<DeployableName, { readonly consumer: string; readonly sources: readonly ServiceName[]; readonly models: readonly ReadModel[] }>
> = {
  intake: { consumer: 'intake', sources: ['intake', 'dispatch', 'volunteers'], models: intakeReadModels },
  dispatch: { consumer: 'dispatch', sources: ['intake', 'dispatch', 'volunteers'], models: dispatchReadModels },
  volunteers: { consumer: volunteersConsumer, sources: ['intake', 'dispatch', 'volunteers'], models: volunteersReadModels },
  reporting: { consumer: reportingConsumer, sources: ['intake', 'dispatch', 'volunteers'], models: reportingReadModels },
  audit: { consumer: auditConsumer, sources: services, models: auditReadModels },
  gateway: { consumer: 'gateway-authority', sources: ['dispatch', 'volunteers'], models: [heldRoles] },
};

/** Answers questions to a running system's databases, as their superuser. */
export class Databases {
  constructor(private readonly system: RunningSystem) {}

  async ask<Row>(deployable: DeployableName, sql: string, values: readonly unknown[] = []): Promise<readonly Row[]> {
    const client = new pg.Client({ connectionString: this.system.adminUrl(`huying_${deployable}`) });
    client.on('error', () => undefined); // A server that is killed fails the question; it does not end this process.
    await client.connect();
    try {
      return (await client.query(sql, [...values])).rows as Row[];
    } finally {
      await client.end().catch(() => undefined);
    }
  }

  async head(service: ServiceName): Promise<number> {
    const [row] = await this.ask<{ head: string }>(service, 'SELECT coalesce(max(position), 0) AS head FROM event_store.event');
    return Number(row?.head);
  }

  /** Resolves when every consumer has read every log to its end, and none of them wrote more meanwhile. */
  async untilQuiet(patienceMs: number): Promise<void> {
    const until = Date.now() + patienceMs;
    let before: Lag | undefined;
    for (;;) {
      const now = await this.lag();
      if (before !== undefined && areQuiet(before, now)) return;
      if (Date.now() > until) throw new Error(`still behind after ${String(patienceMs)} ms: ${now.behind.join(', ')}`);
      before = now;
      await pause(100);
    }
  }

  /** Looks at the heads first, and then at who has read so far. */
  async lag(): Promise<Lag> {
    const heads = new Map(await Promise.all(services.map(async (name) => [name, await this.head(name)] as const)));
    const behind = await Promise.all([
      ...deployables.map((name) => this.consumerBehind(name, heads)),
      ...(this.system.settings.bus === 'kafka' ? services.map((name) => this.relayBehind(name, heads)) : []),
    ]);
    return { heads, behind: behind.flat() };
  }

  private async consumerBehind(deployable: DeployableName, heads: ReadonlyMap<ServiceName, number>): Promise<readonly string[]> {
    const { consumer, sources } = keepers[deployable];
    const rows = await this.ask<{ source: string; position: string }>(
      deployable,
      'SELECT source, position FROM event_bus.checkpoint WHERE consumer = $1',
      [consumer],
    );
    return sources.flatMap((source) => {
      const at = Number(rows.find((row) => row.source === source)?.position ?? 0);
      const head = heads.get(source) ?? 0;
      return at < head ? [`${deployable} at ${source}:${String(at)} of ${String(head)}`] : [];
    });
  }

  private async relayBehind(service: ServiceName, heads: ReadonlyMap<ServiceName, number>): Promise<readonly string[]> {
    const [row] = await this.ask<{ position: string }>(service, 'SELECT position FROM event_bus.relay WHERE source = $1', [service]);
    const at = Number(row?.position ?? 0);
    const head = heads.get(service) ?? 0;
    return at < head ? [`relay of ${service} at ${String(at)} of ${String(head)}`] : [];
  }

  /** Positions that are missing in a log: none, for it is dense and ends where its head says. */
  async holes(service: ServiceName): Promise<number> {
    const [row] = await this.ask<{ holes: string }>(
      service,
      'SELECT greatest(coalesce(max(position), 0), (SELECT position FROM event_store.head)) - count(*) AS holes FROM event_store.event',
    );
    return Number(row?.holes);
  }

  /** Positions recorded earlier, by the log's clock, than the one before them: none. */
  async clockTurnedBack(service: ServiceName): Promise<readonly number[]> {
    const rows = await this.ask<{ position: string }>(
      service,
      `SELECT position FROM (SELECT position, recorded_at, lag(recorded_at) OVER (ORDER BY position) AS before FROM event_store.event) AS e
        WHERE recorded_at < before`,
    );
    return rows.map(({ position }) => Number(position));
  }

  /** Positions at which audit's copy lacks the event, holds other bytes of it, or holds what its source does not have. */
  async differencesInAudit(service: ServiceName): Promise<readonly number[]> {
    const digests = 'position, encode(sha256(body), $$hex$$) AS digest';
    const [original, copies] = await Promise.all([
      this.ask<{ position: string; digest: string }>(service, `SELECT ${digests} FROM event_store.event`),
      this.ask<{ position: string; digest: string }>('audit', `SELECT ${digests} FROM audit_log.event WHERE source = $1`, [service]),
    ]);
    const recorded = new Map(original.map(({ position, digest }) => [position, digest]));
    const copied = new Map(copies.map(({ position, digest }) => [position, digest]));
    const positions = new Set([...recorded.keys(), ...copied.keys()]);
    return [...positions].filter((position) => copied.get(position) !== recorded.get(position)).map(Number);
  }

  async parked(deployable: DeployableName): Promise<readonly unknown[]> {
    return this.ask(deployable, 'SELECT consumer, source, position, event_type, reason FROM event_bus.parked_event');
  }

  /** Rows of read models that differ from what a rebuild from position 0 gives, as `model:key`. */
  async differencesFromRebuild(deployable: DeployableName): Promise<readonly string[]> {
    const { consumer, sources, models } = keepers[deployable];
    const { passwordOf } = this.system.secrets;
    const as = (role: string, owner: DeployableName): string => {
      const url = new URL(this.system.adminUrl(`huying_${owner}`));
      url.username = role;
      url.password = passwordOf(role);
      return url.href;
    };
    const roles = rolesOf(deployable);
    const database = new pg.Pool({ connectionString: as(roles.application, deployable), max: 2 });
    database.on('error', () => undefined); // An idle connection that dies is replaced at the next use.
    const readers = new Map<ServiceName, LogReader>(
      sources.map((source) => [source, createLogReader({ connectionString: as(roles.reader, source) })]),
    );
    try {
      const differences: string[] = [];
      for (const model of models) {
        const keys = await differencesFromRebuild({ database, consumer, readers }, model);
        differences.push(...keys.map((key) => `${model.name}:${key}`));
      }
      return differences;
    } finally {
      for (const reader of readers.values()) await reader.close();
      await database.end();
    }
  }
}
