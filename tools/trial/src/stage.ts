import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { aborted, Databases, type Bus } from '@huying/chaos';
import { temporaryDataFolder } from '@huying/platform/embedded-postgres';
import { ensureDemonstration, GatewayClient, startSystem, type RunningSystem } from '@huying/start';
import { Auditor } from './auditor.js';
import { runTool, type Outcome } from './machine/command.js';
import type { Report } from './report.js';

/** A system of its own, with a process for every service, in a temporary folder; and whoever tries it. */
export interface Stage {
  readonly system: RunningSystem;
  readonly databases: Databases;
  readonly auditor: Auditor;
  /** For files. Gone with the stage. */
  readonly folder: string;
  /** A tool's program with its arguments, in the surroundings that a person at the system has. */
  readonly tool: (name: string, args: readonly string[]) => Promise<Outcome>;
  readonly report: Report;
  /** Its end is the end of the trial. */
  readonly given: AbortSignal;
}

/**
 * Sets the stage with the demonstration neighbourhood on it, plays, and takes everything away again.
 *
 * @param given up: what is being played is not waited for, and this throws
 */
export async function onStage(bus: Bus, report: Report, given: AbortSignal, play: (stage: Stage) => Promise<void>): Promise<void> {
  const folder = await temporaryDataFolder(`trial-${bus}`);
  try {
    const settings = { dataDir: join(folder, 'data'), port: 0, bus, demo: true, processes: true } as const;
    const system = await startSystem(settings, { onDeath: (name, how) => report.holds(`${name} ended (${how})`, false) }, given);
    try {
      const place = {
        gatewayUrl: system.gateway,
        dispatchUrl: system.urlOf('dispatch'),
        gatewayPrivateKey: system.secrets.gatewayPrivateKey,
      };
      await ensureDemonstration(settings.dataDir, place, { given });
      const env = { HUYING_URL: system.gateway, HUYING_DATA_DIR: settings.dataDir, INIT_CWD: folder };
      const token = await new GatewayClient(system.gateway).tokenOf('auditor');
      const stage = {
        system,
        databases: new Databases(system),
        auditor: new Auditor(system.gateway, token),
        folder,
        tool: (name: string, args: readonly string[]) => runTool(name, args, { env, given }),
        report,
        given,
      };
      await Promise.race([play(stage), aborted(given)]);
    } finally {
      await system.stop();
    }
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
