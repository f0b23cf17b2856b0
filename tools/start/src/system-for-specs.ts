import { rm } from 'node:fs/promises';
import { temporaryDataFolder } from '@huying/platform/embedded-postgres';
import { ensureDemonstration } from './demonstration/ensure-demonstration.js';
import { GatewayClient } from './demonstration/gateway-client.js';
import type { RecordedDemonstration } from './demonstration/record-demonstration.js';
import type { StartSettings } from './settings.js';
import { startSystem, type RunningSystem, type SystemEvents } from './system.js';

export interface SystemForSpecs {
  readonly system: RunningSystem;
  /** Signs in as demonstration users and reads its own writes. */
  readonly client: GatewayClient;
  readonly demonstration: RecordedDemonstration;
  /** Stops everything and removes its data. */
  readonly end: () => Promise<void>;
}

/** A whole system for one spec file: on free ports, in a temporary folder, with the demonstration neighbourhood. It needs a build. */
export async function startSystemForSpecs(
  options: {
    readonly processes?: boolean;
    readonly bus?: StartSettings['bus'];
    readonly events?: SystemEvents;
    readonly tracing?: StartSettings['tracing'];
  } = {},
): Promise<SystemForSpecs> {
  const dataDir = await temporaryDataFolder('e2e');
  const settings = {
    dataDir,
    port: 0,
    bus: options.bus ?? 'postgres',
    demo: true,
    processes: options.processes ?? false,
    ...(options.tracing === undefined ? {} : { tracing: options.tracing }),
  } as const;
  const system = await startSystem(settings, options.events);
  const end = async (): Promise<void> => {
    await system.stop();
    await rm(dataDir, { recursive: true, force: true });
  };
  try {
    const { gateway, secrets } = system;
    const place = { gatewayUrl: gateway, dispatchUrl: system.urlOf('dispatch'), gatewayPrivateKey: secrets.gatewayPrivateKey };
    return { system, client: new GatewayClient(gateway), demonstration: await ensureDemonstration(dataDir, place), end };
  } catch (fault) {
    await end();
    throw fault;
  }
}
