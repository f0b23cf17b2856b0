import { rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { deployables } from '@huying/contracts';
import type { Installation } from './environments.js';

/** Where Prometheus finds every part of a running embedded system: its ports are chosen anew at each start. */
export const metricsTargetsFile = (dataDir: string): string => join(dataDir, 'metrics-targets.json');

/** Writes the file for Prometheus's `file_sd_configs`, whole or not at all. */
export async function writeMetricsTargets({ settings, ports, metricsPort }: Omit<Installation, 'postgres' | 'secrets'>): Promise<void> {
  const targets = deployables.map((name) => ({
    targets: [`127.0.0.1:${String(name === 'gateway' ? metricsPort : ports[name])}`],
    labels: { deployable: name },
  }));
  const file = metricsTargetsFile(settings.dataDir);
  await writeFile(`${file}.unfinished`, `${JSON.stringify(targets, null, 2)}\n`);
  await rename(`${file}.unfinished`, file);
}
